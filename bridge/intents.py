"""Which intent a message gets, where what was read is surer than the classifier's guess.

What a person does ("why do you ask", "go back") is an intent for Rasa and a dialogue act for the
interview. The two vocabularies meet in `ACTS`: an act that was read becomes the intent, and an
intent of which the classifier is sure becomes an act, so that the interview hears of it.
"""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bridge.faq_selector import PROPERTY, SPELT
from bridge.scope import OUT_OF_SCOPE, nearness
from charley.language.reading import Reading
from charley.schema.load import Knowledge

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
    "delay": "doubt_urgency",
    "fear": "doubt_urgency",
    "show_result": "show_result",
    "danger_withdrawn": "report_mistake",
    "self_harm": "report_self_harm",
    "abuse": "report_abuse",
    "insult": "provoke_assistant",
    "prompt_injection": "provoke_assistant",
}
RESULT = "explain_result"
START, RESUME = "start_check", "resume_check"
FALLBACK = "nlu_fallback"
GRAVE = ("self_harm", "abuse")  # before anything else that a message may be
# The first act of an intent is the one that the classifier's guess stands for.
ACT_OF = {intent: act for act, intent in reversed(ACTS.items())}
# What the classifier may add; a yes or no is an act, and inside the check an answer like others.
YES_OR_NO = {"yes": "affirm", "no": "deny"}
GUESSED = {**ACT_OF, "affirm": "yes", "deny": "no"}
# Answered by a rule, after which the check goes on where it was.
FAQ = "faq"
NEARNESS = "confidence"
CHITCHAT, GOODBYE, GREET = "chitchat", "say_goodbye", "greet"
ASIDES = (FAQ, CHITCHAT, OUT_OF_SCOPE, GREET, GOODBYE, "thank_assistant")
# Acts that are also worded as these kinds of small talk: "bye", "are you human".
ALSO = {"stop": (GOODBYE,), "human": (CHITCHAT, FAQ)}
PRIVACY = "delete_data"

# Words that a question begins with; many people leave out the mark.
ASKING = frozenset((
    "what", "why", "how", "when", "where", "which", "who", "whom", "whose", "can", "could", "do",
    "does", "did", "is", "are", "was", "were", "will", "would", "should", "shall", "may", "might",
    "has", "have", "am",
))  # fmt: skip

# Words that speak of a certain person.
SOMEBODY = frozenset((
    "i", "im", "ive", "my", "me", "mine", "we", "our", "us", "he", "she", "his", "her", "him",
))  # fmt: skip
ABOUT_THE_PATIENT = ("present", "absent", "possible", "historical")
ENGLISH = "en"
LEG = "leg_symptom"  # group of findings

SURE = 0.6  # the classifier's confidence from which its guess interrupts the check
# How near a message is to a known question: in its words alone, or in words and meaning.
SAME = 0.8  # in words, from which a message is that question and no more
SPELT_NEAR = 0.7  # in words, from which it is that question, whatever else it may tell
NEAR = 0.8  # the same in words and meaning, for what is put as a question
SURER = 0.75  # the same where the message could be an answer
LIKELY = 0.35  # the same for what is put as a question
ABOUT_IT = 0.42  # how near a question must be to a known one to be about leg cramps at all
FAR = 0.5  # nearness to anything in scope, below which an act that was read may be a chance hit
FEW_WORDS = 3  # a message so short means its act, however far it is


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
    """Tells whether a message brings something about the patient for the fact sheet."""
    facts = any(fact.assertion in ABOUT_THE_PATIENT for fact in reading.facts)
    return bool(facts or reading.medicines or reading.profile)


def tells_of_the_leg(reading: Reading, known: Knowledge) -> bool:
    """Tells whether a message brings a danger sign, or what makes it a matter of the leg."""
    return any(
        known.findings[fact.finding].danger or fact.finding in known.groups[LEG].any_of
        for fact in reading.facts
        if fact.assertion in ABOUT_THE_PATIENT
    )


def speaks_of_somebody(text: str) -> bool:
    """Tells whether a message is about a certain person, and not about people at large.

    "Should I", "can I" and the like only ask.
    """
    words = text.lower().replace("\u2019", "'").replace("'", " ").strip(".?! ").split()
    return any(
        word in SOMEBODY and not (word == "i" and at and words[at - 1] in ASKING)
        for at, word in enumerate(words)
    )


def guessed_act(message: Message, reading: Reading) -> str | None:
    """Returns the act that the classifier is sure of, where none was read and nothing was told."""
    name, confidence = guess(message)
    act = GUESSED.get(name)
    if reading.acts or answers(reading):
        return None
    if act in GRAVE:  # here a mere suspicion is enough; "my father hits me" also tells who speaks
        return act if confidence >= LIKELY and not reading.facts else None
    return None if told(reading) or confidence < SURE else act


def is_aside(message: Message, reading: Reading, running: bool) -> bool:
    """Tells whether a message leaves the check aside: a question of one's own, small talk.

    What is not put as a question and tells something, or may be meant as an answer, is none: the
    interview takes it up, or says that it did not understand, and leaves a question in the end.
    """
    name, confidence = guess(message)
    if name == PRIVACY and confidence >= SURE:
        return True
    if name not in ASIDES or _is_an_act(message, reading):
        return False
    if name == OUT_OF_SCOPE and _read_yes_or_no(reading):
        return False
    asks = is_question(message.get(TEXT) or "")
    if name in (FAQ, OUT_OF_SCOPE) and not asks and (running or told(reading)):
        return False
    if name == FAQ and _nearest(message, NEARNESS) < ABOUT_IT:
        return False
    if answers(reading):
        return confidence >= SURER
    return confidence >= (LIKELY if asks else SURE)


def _is_an_act(message: Message, reading: Reading) -> bool:
    """Tells whether an act was read that the classifier's guess does not explain better."""
    name, confidence = guess(message)
    acts = [act for act in reading.acts if act in ACTS]
    if not acts or confidence < SURE:
        return bool(acts)
    if name == OUT_OF_SCOPE and nearness(message) < FAR:
        return len((message.get(TEXT) or "").split()) <= FEW_WORDS
    return not all(name in ALSO.get(act, ()) for act in acts)


def _nearest(message: Message, measure: str) -> float:
    selected = (message.get(PROPERTY) or {}).get(FAQ)
    return float(selected["response"][measure]) if selected else 0.0


def is_near_question(message: Message) -> bool:
    """Tells whether a message asks what knowledge answers, whatever else it may tell."""
    if not is_question(message.get(TEXT) or ""):
        return False
    return _nearest(message, SPELT) >= SPELT_NEAR or _nearest(message, NEARNESS) >= NEAR


def only_asks(message: Message) -> bool:
    """Tells whether a message is a question that knowledge answers, and tells of nobody.

    What it names is then asked about, not told: "what are leg cramps?" tells of no cramp.
    """
    if not is_question(message.get(TEXT) or ""):
        return False
    if _nearest(message, SPELT) >= SAME:
        return True
    name, confidence = guess(message)
    about_it = name == FAQ and confidence >= SURE and _nearest(message, NEARNESS) >= ABOUT_IT
    return about_it and not speaks_of_somebody(message.get(TEXT) or "")


def is_known_question(message: Message) -> bool:
    """Tells whether a message is worded as a known question is."""
    return _nearest(message, SPELT) >= SAME


def may_be_about_result(message: Message, reading: Reading) -> bool:
    """Tells whether a message may ask about the result: nothing else that is surer was heard."""
    if told(reading) or any(act in ACTS for act in reading.acts):
        return False
    return guess(message)[0] in (FAQ, OUT_OF_SCOPE, FALLBACK, RESULT)


def asks_in_general(message: Message) -> bool:
    """Tells whether a message only asks, of people at large."""
    return only_asks(message) and not speaks_of_somebody(message.get(TEXT) or "")


def asks_and_tells(message: Message, reading: Reading, running: bool, leg: bool = False) -> bool:
    """Tells whether a question of the person's own comes with something for the sheet.

    What tells of the leg is never answered by the answer to a question alone.
    """
    if asks_in_general(message):
        return False
    if only_asks(message):
        return leg
    if is_near_question(message) and leg:
        return True
    return told(reading) and guess(message)[0] == FAQ and is_aside(message, reading, running)


def chosen_intent(
    message: Message,
    reading: Reading,
    *,
    running: bool,
    confirming: bool,
    danger: bool,
    leg: bool = False,
    result: bool = False,
) -> str | None:
    """Returns the intent that a message must have, or None where the guess may stand.

    Args:
        message: The message after classifier and selector.
        reading: What was read in it.
        running: Whether a question of the check is open.
        confirming: Whether a yes or no to a question of Rasa's own is waited for.
        danger: Whether a red flag fires for the first time.
        leg: Whether it tells of the leg; such a message is never left to an aside alone.
        result: Whether it asks about a result that was given, which the interview answers.
    """
    if danger:
        return INFORM if running else DANGER
    grave = next((ACTS[act] for act in reading.acts if act in GRAVE), None)
    if grave is not None:
        return grave
    if confirming and (yes_or_no := _yes_or_no(message, reading)):
        return yes_or_no
    if reading.language != ENGLISH:  # the interview says that it knows English alone
        return INFORM if running else SYMPTOMS
    if result:
        return RESULT
    does_both = asks_and_tells(message, reading, running, leg)
    if is_near_question(message) and not does_both and not (running and answers(reading)):
        return FAQ
    if leg and guess(message)[0] in (*ASIDES, FALLBACK) and not asks_in_general(message):
        return INFORM if running else SYMPTOMS
    if is_aside(message, reading, running) and not does_both:
        return None
    read_act = next((ACTS[act] for act in reading.acts if act in ACTS), None)
    if read_act is not None:
        return read_act
    if running:
        return INFORM
    return _outside_the_check(message, reading)


def _outside_the_check(message: Message, reading: Reading) -> str | None:
    name, _ = guess(message)
    if name == FAQ and _nearest(message, NEARNESS) < ABOUT_IT:
        return OUT_OF_SCOPE
    if name == OUT_OF_SCOPE and (yes_or_no := _read_yes_or_no(reading)):
        return yes_or_no  # too short a word for its meaning to be near to anything
    if told(reading):
        return SYMPTOMS
    # Only a fired rule makes a danger, and only an open question an answer.
    return SYMPTOMS if name in (DANGER, INFORM) else None


def _read_yes_or_no(reading: Reading) -> str | None:
    return next((intent for act, intent in YES_OR_NO.items() if act in reading.acts), None)


def _yes_or_no(message: Message, reading: Reading) -> str | None:
    read_in_it = _read_yes_or_no(reading)
    if read_in_it is not None:
        return read_in_it
    name, _ = guess(message)
    if name in (PRIVACY, ACTS["start_over"]):  # "yes, delete it"
        return "affirm"
    return name if name in YES_OR_NO.values() else None
