"""Which intent a message gets, where what was read is surer than the classifier's guess.

What a person does ("why do you ask", "go back") is an intent for Rasa and a dialogue act for the
interview. The two vocabularies meet in `ACTS`: an act that was read becomes the intent, and an
intent of which the classifier is sure becomes an act, so that the interview hears of it.
"""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bridge.faq_selector import PROPERTY, SPELT
from charley.language.reading import Reading

INFORM = "inform"
DANGER = "report_danger"
SYMPTOMS = "report_symptoms"

# Dialogue act of the interview -> intent
ACTS = {
    "why": "explain_question",
    "dont_know": "say_unsure",
    "skip": "skip_question",
    "repeat": "repeat_question",
    "go_back": "go_back",
    "change": "change_answer",
    "show_understood": "show_understood",
    "start_over": "start_over",
    "stop": "stop_check",
    "human": "reach_human",
    "help": "ask_help",
    "mistake": "report_mistake",
    "being_helped": "report_helped",
    "danger_withdrawn": "report_mistake",
    "self_harm": "report_distress",
    "abuse": "report_distress",
    "insult": "provoke_assistant",
    "prompt_injection": "provoke_assistant",
}
GRAVE = ("self_harm", "abuse")  # before anything else that a message may be
# The first act of an intent is the one that the classifier's guess stands for.
ACT_OF = {intent: act for act, intent in reversed(ACTS.items())}
# What the classifier may add; a yes or no is an act, and inside the check an answer like others.
YES_OR_NO = {"yes": "affirm", "no": "deny"}
GUESSED = {**ACT_OF, "affirm": "yes", "deny": "no"}
# Answered by a rule, after which the check goes on where it was.
FAQ = "faq"
NEARNESS = "confidence"
ASIDES = (FAQ, "chitchat", "out_of_scope", "greet", "say_goodbye", "thank_assistant")
PRIVACY = "delete_data"

# Words that a question begins with; many people leave out the mark.
ASKING = frozenset(
    "what why how when where which who whom whose can could do does did is are was were will would"
    " should shall may might has have am".split()
)

SURE = 0.6  # the classifier's confidence from which its guess interrupts the check
# How near a message is to a known question: in its words alone, or in words and meaning.
SAME = 0.8  # in words, from which a message is that question and no more
SPELT_NEAR = 0.7  # in words, from which it is that question, whatever else it may tell
NEAR = 0.8  # the same in words and meaning, for what is put as a question
SURER = 0.75  # the same where the message could be an answer
LIKELY = 0.35  # the same for what is put as a question


def guess(message: Message) -> tuple[str, float]:
    """Returns the classifier's intent and its confidence."""
    intent = message.get(INTENT) or {}
    return intent.get("name") or "", float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0)


def is_question(text: str) -> bool:
    """Tells whether a message is put as a question, with or without its mark."""
    words = text.lower().replace("'", " ").split()
    return text.rstrip().endswith("?") or bool(words and words[0] in ASKING)


def answers(reading: Reading) -> bool:
    """Tells whether a message answers the open question."""
    return reading.answer is not None and reading.answer.status != "unclear"


def told(reading: Reading) -> bool:
    """Tells whether a message brings something for the fact sheet."""
    return bool(reading.facts or reading.medicines or reading.profile)


def guessed_act(message: Message, reading: Reading) -> str | None:
    """Returns the act that the classifier is sure of, where none was read and nothing was told."""
    name, confidence = guess(message)
    if reading.acts or answers(reading) or told(reading) or confidence < SURE:
        return None
    act = GUESSED.get(name)
    return None if act in GRAVE else act  # never on a guess


def is_aside(message: Message, reading: Reading) -> bool:
    """Tells whether a message leaves the check aside: a question of one's own, small talk."""
    name, confidence = guess(message)
    if name == PRIVACY and confidence >= SURE:
        return True
    if name not in ASIDES or any(act in ACTS for act in reading.acts):
        return False
    if answers(reading):
        return confidence >= SURER
    return confidence >= (LIKELY if is_question(message.get(TEXT) or "") else SURE)


def _nearest(message: Message, measure: str) -> float:
    selected = (message.get(PROPERTY) or {}).get(FAQ)
    return float(selected["response"][measure]) if selected else 0.0


def is_near_question(message: Message) -> bool:
    """Tells whether a message asks what knowledge answers, whatever else it may tell."""
    if _nearest(message, SPELT) >= SPELT_NEAR:
        return True
    return is_question(message.get(TEXT) or "") and _nearest(message, NEARNESS) >= NEAR


def is_known_question(message: Message) -> bool:
    """Tells whether a message is, nearly word for word, a question that knowledge answers.

    What it names is then asked about, not told: "what are leg cramps?" tells of no cramp.
    """
    return _nearest(message, SPELT) >= SAME


def asks_and_tells(message: Message, reading: Reading) -> bool:
    """Tells whether a question of the person's own comes with something for the sheet."""
    return told(reading) and guess(message)[0] == FAQ and is_aside(message, reading)


def chosen_intent(
    message: Message, reading: Reading, *, running: bool, confirming: bool, danger: bool
) -> str | None:
    """Returns the intent that a message must have, or None where the guess may stand.

    Args:
        message: The message after classifier and selector.
        reading: What was read in it.
        running: Whether a question of the check is open.
        confirming: Whether a yes or no to a question of Rasa's own is waited for.
        danger: Whether a red flag fires for the first time.
    """
    if danger:
        return INFORM if running else DANGER
    grave = next((ACTS[act] for act in reading.acts if act in GRAVE), None)
    if grave is not None:
        return grave
    if confirming and (yes_or_no := _yes_or_no(message, reading)):
        return yes_or_no
    if is_near_question(message) and not (running and answers(reading)):
        return FAQ
    aside = is_aside(message, reading) and not asks_and_tells(message, reading)
    if aside:
        return None
    read_act = next((ACTS[act] for act in reading.acts if act in ACTS), None)
    if read_act is not None:
        return read_act
    if running:
        return INFORM
    if told(reading):
        return SYMPTOMS
    # Only a fired rule makes a danger, and only an open question an answer.
    return SYMPTOMS if guess(message)[0] in (DANGER, INFORM) else None


def _yes_or_no(message: Message, reading: Reading) -> str | None:
    for act, intent in YES_OR_NO.items():
        if act in reading.acts:
            return intent
    name, _ = guess(message)
    if name == PRIVACY:  # "yes, delete it"
        return "affirm"
    return name if name in YES_OR_NO.values() else None
