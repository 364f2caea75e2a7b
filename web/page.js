// Draws the conversation and takes what the person types or presses.

import { forget, say } from "./chat.js";

const byId = (id) => document.getElementById(id);
const log = byId("log");
const choices = byId("choices");
const box = byId("message");
const send = byId("send");
const status = byId("status");
const words = byId("words").dataset;

const GREETING = "hello"; // makes Charley introduce itself; not shown
const REPLY_PAUSE_MS = 250; // a short pause between messages, so that they can be read in turn

let waiting = false;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const pause = () =>
  new Promise((done) => setTimeout(done, reducedMotion.matches ? 0 : REPLY_PAUSE_MS));

/** Add one message to the log and return its element. */
function show(text, who) {
  const message = document.createElement("div");
  message.className = `message ${who}`;
  const speaker = document.createElement("span");
  speaker.className = "speaker";
  speaker.textContent = `${who === "own" ? words.you : words.charley}: `;
  message.append(speaker, text);
  log.append(message);
  message.scrollIntoView({ block: "end", behavior: reducedMotion.matches ? "auto" : "smooth" });
  return message;
}

/** Offer answers as buttons; they go away with the next message. */
function offer(buttons) {
  choices.replaceChildren(
    ...buttons.map(({ title, payload }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => turn(payload, title));
      return button;
    }),
  );
}

function showProgress({ asked, left_at_most: left }) {
  status.textContent = words.progress.replace("{asked}", asked).replace("{left}", left);
}

/** Draw the items of one answer. A `custom` item says what the texts before it were. */
async function draw(items) {
  let since = [];
  for (const item of items) {
    if (item.text) {
      since.push(show(item.text, "charley"));
      await pause();
    }
    if (item.buttons?.length) {
      offer(item.buttons);
    }
    if (item.custom) {
      since.forEach((message) => message.classList.add(item.custom.type));
      since = [];
      if (item.custom.type === "question" && item.custom.progress) {
        showProgress(item.custom.progress);
      }
    }
  }
}

/** One turn: show what was said, ask Charley, draw the answer. */
async function turn(message, shown = message) {
  if (waiting || !message.trim()) {
    return;
  }
  waiting = true;
  send.disabled = true;
  offer([]);
  if (shown) {
    show(shown, "own");
  }
  status.textContent = words.thinking;
  try {
    const items = await say(message);
    status.textContent = "";
    await draw(items);
  } catch {
    status.textContent = "";
    show(words.trouble, "charley").classList.add("alert");
    box.value ||= shown ? message : "";
  } finally {
    waiting = false;
    send.disabled = false;
    box.focus();
  }
}

function submit() {
  const message = box.value;
  if (waiting || !message.trim()) {
    return;
  }
  box.value = "";
  turn(message);
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});

byId("start-over").addEventListener("click", () => {
  if (waiting) {
    return;
  }
  forget();
  log.replaceChildren();
  turn(GREETING, "");
});

turn(GREETING, "");
