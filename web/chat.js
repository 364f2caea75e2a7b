// Talks with Charley over Rasa's REST channel. Knows nothing of the page.

const WEBHOOK = "webhooks/rest/webhook";
const SENDER_KEY = "charley.sender";
const TIMEOUT_MS = 30_000;

/** A conversation id that cannot be guessed: 128 random bits as hexadecimal text. */
function newSender() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The id of this tab's conversation; it lives as long as the tab does. */
export function sender() {
  let id = sessionStorage.getItem(SENDER_KEY);
  if (!id) {
    id = newSender();
    sessionStorage.setItem(SENDER_KEY, id);
  }
  return id;
}

/** Forget the conversation; the next message begins a new one. */
export function forget() {
  sessionStorage.removeItem(SENDER_KEY);
}

/**
 * Send one message.
 * @param {string} message - what the person typed, or a button's payload
 * @returns {Promise<object[]>} the items of the answer, in order
 * @throws when Charley cannot be reached or answers with an error
 */
export async function say(message) {
  const response = await fetch(WEBHOOK, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender: sender(), message }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new Error(`status ${response.status}`);
  }
  return response.json();
}
