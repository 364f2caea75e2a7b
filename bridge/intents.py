"""Which intent a message gets, where what was read is surer than the classifier's guess."""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from charley.language.reading import Reading

FORM = "check_form"
INFORM = "inform"
DANGER = "report_danger"
SYMPTOMS = "report_symptoms"
ASIDES = ("faq", "chitchat", "out_of_scope", "greet", "say_goodbye", "thank_assistant", "ask_help")

SURE = 0.6  # the classifier's confidence from which an aside interrupts the check
LIKELY = 0.35  # the same for what is put as a question


def chosen_intent(message: Message, reading: Reading, *, running: bool, danger: bool) -> str | None:
    """Returns the intent that a message must have, or None where the guess may stand.

    Args:
        message: The message after classifier and selector.
        reading: What was read in it.
        running: Whether the check is under way.
        danger: Whether a red flag fires for the first time.
    """
    if danger:
        return INFORM if running else DANGER
    if reading.acts:
        return reading.acts[0]
    if is_aside(message, reading):
        return None
    if running:
        return INFORM
    if reading.facts or reading.medicines:
        return SYMPTOMS
    guess = message.get(INTENT, {}).get("name")
    return SYMPTOMS if guess in (DANGER, INFORM) else None


def is_aside(message: Message, reading: Reading) -> bool:
    """Tells whether a message leaves the check aside: a question of one's own, small talk."""
    if reading.answer is not None and reading.answer.status != "unclear":
        return False
    asked = (message.get(TEXT) or "").rstrip().endswith("?")
    guess = message.get(INTENT, {})
    name, confidence = guess.get("name"), guess.get(PREDICTED_CONFIDENCE_KEY) or 0.0
    if name not in ASIDES:
        return False
    told = any(fact.assertion == "present" for fact in reading.facts)
    return confidence >= (LIKELY if asked else SURE) and (asked or not told)
