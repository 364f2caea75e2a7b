"""How Charley does on other people's texts: clinicians' notes, test sets, and what people posted.

The folder is no part of the project and is named on the command line; ``docs/annotation-guide.md``
says how its rows are held. Files: ``assertion-clinical.jsonl`` (text, target, gold),
``durations.jsonl`` (text, kind, gold, gold_seconds), ``medicine-misspellings.jsonl`` (written,
means, context), ``out-of-scope.jsonl`` (text, label) and ``lay.jsonl`` (text, no gold).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from charley.facts import Assertion
from charley.language.assertion import assertions
from charley.language.cues import board
from charley.language.measure import Measure
from charley.language.read import kinds, read
from charley.language.reading import Mention
from charley.language.spelling import speller
from charley.language.text import Text, read_text
from charley.language.time import find_measures
from charley.schema.load import knowledge
from tests.evaluate.intents import NOT_KNOWN, taken_for
from tests.evaluate.language import DATE, same_range
from tests.evaluate.statistics import Share

Row = dict[str, Any]
TARGET = "leg_pain"  # the finding that is put where a target stands: a symptom like most


def load(folder: Path, name: str) -> list[Row]:
    """The rows of one file of the folder; none where it is not there."""
    path = folder / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


# --- assertion -------------------------------------------------------------------------------


def _place(row: Row) -> tuple[int, int] | None:
    """Start and end of a row's target in its text, in characters."""
    named = re.fullmatch(r"(.*?)(?: \((\d)(?:st|nd|rd|th)\))?", row["target"], re.DOTALL)
    target, number = (named[1], int(named[2] or 1)) if named else (row["target"], 1)
    found = [m.span() for m in re.finditer(re.escape(target), row["text"], re.IGNORECASE)]
    return found[number - 1] if len(found) >= number else None


def _mention(text: Text, place: tuple[int, int]) -> Mention | None:
    """A mention that is put on the words of a place."""
    words = tuple(t.index for t in text.tokens if t.start < place[1] and place[0] < t.end)
    if not words:
        return None
    start, end = text.tokens[words[0]].start, text.tokens[words[-1]].end
    return Mention(TARGET, words[0], words[-1], start, end, "", words=words)


def said_of(sentence: str, places: list[tuple[int, int]]) -> list[Assertion | None]:
    """What Charley takes a sentence to say of each target, as if a finding stood there.

    All targets of a sentence stand on the board together, as findings would, and take the place of
    what Charley itself found in their words. None for a target that holds its own denial ("No
    history"): no finding does.
    """
    text = read_text(sentence, speller())
    table, hits = board(text)
    denials = [set(hit.words) for hit in hits if hit.payload.cue == "absent"]
    targets = [_mention(text, place) for place in places]
    targets = [t if t and not any(d <= set(t.words) for d in denials) else None for t in targets]
    covered = {word for target in targets if target for word in target.words}
    own = [mention for mention in table.mentions if covered.isdisjoint(mention.words)]
    table.take(tuple(sorted({*own, *filter(None, targets)}, key=lambda m: (m.first, m.last))))
    said = assertions(table, hits, kinds())
    return [said[target] if target else None for target in targets]


def assertion(rows: list[Row]) -> dict[str, Any]:
    """Affirmed against negated; of what is over, how much is read as over."""
    by_text: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_text[row["text"]].append(row)
    right: dict[str, list[bool]] = defaultdict(list)
    over: list[bool] = []
    wrong: list[Any] = []
    left_out = 0
    for sentence, several in by_text.items():
        placed = [(row, place) for row in several if (place := _place(row))]
        for (row, _), said in zip(placed, said_of(sentence, [p for _, p in placed]), strict=True):
            if said is None:
                left_out += 1
                continue
            gold = "negated" if row["gold"] == "negated" else "affirmed"
            same = ("negated" if said == "absent" else "affirmed") == gold
            right[gold].append(same)
            if gold == "affirmed" and row.get("temporality") == "historical":
                over.append(said == "historical")
            if not same:
                wrong.append((row["target"], row["gold"], said, sentence))
    everything = [one for several in right.values() for one in several]
    return {
        "n": len(everything),
        "right": _share(everything),
        "affirmed_not_denied": _share(right["affirmed"]),
        "negated_read_as_denied": _share(right["negated"]),
        "historical_read_as_over": _share(over),
        "left_out": {"targets that hold their own denial": left_out},
        "wrong": wrong,
    }


# --- times -----------------------------------------------------------------------------------

_DAYS = {"D": 1.0, "W": 7.0, "M": 30.0, "Y": 365.0}
_PERIOD = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
_WEEKDAY, _CLOCK = re.compile(r"XXXX-WXX-\d.*"), re.compile(r"T(?:\d+|NI|MO|AF|EV)")
_BOUND = re.compile(r"\b(?:more|less) than\b", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:few|some|several)\b", re.IGNORECASE)


def _rate(gold: str) -> float | None:
    """Times a week of a repeating time; none for a date of the year or a weekend."""
    period = _PERIOD.fullmatch(gold)
    if period:
        return 7 / (float(period[1]) * _DAYS[period[2]])
    if _CLOCK.fullmatch(gold):
        return 7.0
    return 1.0 if _WEEKDAY.fullmatch(gold) else None


def _golds(row: Row) -> list[str]:
    return [row["gold"]] if isinstance(row["gold"], str) else list(row["gold"])


def _left_out(row: Row) -> str:
    """Why a row is none of Charley's business, or ""."""
    golds = _golds(row)
    if row["kind"].startswith("set") and not row["kind"].endswith("extract"):
        return "" if all(_rate(gold) for gold in golds) else "a date or weekend that comes again"
    if any(gold.endswith("WE") for gold in golds):
        return "weekends counted as days"
    return ""


def _time_right(row: Row, measures: tuple[Measure, ...], text: Text) -> bool:
    """Whether what the time reader gives is the gold, within the guide's tolerance.

    Rows of kind ``extract`` name only words: one measure must lie in them. A "more than" is right
    where the gold is one end of the range, a "few" where it lies in it.
    """
    if row["kind"].endswith("negative"):
        return not any(m.kind == "length" for m in measures)
    wanted = ("per_week", "count") if row["kind"].startswith("set") else ("length",)
    found = [m for m in measures if m.kind in wanted]
    if row["kind"].endswith("extract"):
        said = {" ".join(t.typed for t in read_text(gold).tokens) for gold in _golds(row)}
        words = [" ".join(t.typed for t in text.tokens[m.first : m.last + 1]) for m in found]
        return any(w in gold or gold in w for w in words for gold in said)
    value = _rate(_golds(row)[0]) if wanted[0] == "per_week" else float(row["gold_seconds"])
    ranges = [(m.low, m.high) for m in found if m.kind == wanted[0]]
    if value is None:
        return False
    if _BOUND.search(row["text"]):
        return any(value in one for one in ranges)
    if _VAGUE.search(row["text"]):
        return any(low <= value <= high for low, high in ranges)
    return any(same_range(one, [value, value]) for one in ranges)


def times(rows: list[Row]) -> dict[str, Any]:
    """Share of durations and repeating times that the time reader gives."""
    right: dict[str, list[bool]] = defaultdict(list)
    left_out, wrong = Counter[str](), []
    for row in rows:
        reason = _left_out(row)
        if reason:
            left_out[reason] += 1
            continue
        text = read_text(row["text"], speller())
        measures = find_measures(text, date.fromisoformat(DATE))
        same = _time_right(row, measures, text)
        right[row["kind"].split("-")[0]].append(same)
        if not same:
            wrong.append((row["text"], row["gold"], [(m.kind, m.low, m.high) for m in measures]))
    everything = [one for several in right.values() for one in several]
    return {
        "n": len(everything),
        "right": _share(everything),
        "durations": _share(right["duration"]),
        "repeating_times": _share(right["set"]),
        "left_out": dict(left_out),
        "wrong": wrong,
    }


# --- medicines -------------------------------------------------------------------------------


def _medicine_classes(text: str) -> set[str]:
    return {name for m in read(text, date=DATE).medicines for name in m.all_classes()}


# Rightly spelt name -> the vocabulary's class, whatever Charley's own tables say.
CLASS_OF = {
    "statin": ("atorvastatin", "lipitor", "lovastatin", "statins", "vytorin"),
    "ppi": ("aciphex", "lansoprazole", "omeprazole", "prevacid", "prilosec"),
    "ccb": ("amlodipine", "verapamil"),
    "acei": ("lisinopril",),
    "anticoagulant": ("coumadin",),
    "loop": ("lasix",),
    "thiazide": ("indapamide",),
    "k_sparing": ("spironolactone",),
    "diuretic_unknown": ("diuretic", "diuretics"),
    "saba": ("inhaler", "nebulizer", "ventolin"),
    "magnesium": ("magnesium",),
    "fluoroquinolone": ("ciprofloxacin",),
    "psych_na": ("cymbalta",),
    "anticonv": ("gabapentin", "lyrica", "neurontin", "topamax"),
    "bone": ("alendronate", "fosamax"),
    "nsaid": ("ibuprofen", "naproxen"),
    "thyroid": ("levothyroxine", "synthroid"),
    "diabetes": ("metformin",),
    "immuno": ("methotrexate",),
    "steroid": ("prednisone",),
    "parkinson": ("ropinirole",),
    "cholinesterase": ("galantamine",),
    "other": ("atenolol", "loperamide", "memantine", "montelukast", "tylenol", "vicodin"),
}
_CLASSES = {name: kind for kind, names in CLASS_OF.items() for name in names}
NO_MEDICINE = ("cholesterol", "electrolytes", "vitamin")  # by themselves they name none


def medicines(rows: list[Row]) -> dict[str, Any]:
    """Share of misspelt names with the right class, alone and where they stood."""
    alone: list[bool] = []
    placed: list[bool] = []
    left_out, wrong = 0, []
    for row in rows:
        means = row["means"].split(" (")[0].lower()
        if means in NO_MEDICINE:
            left_out += 1
            continue
        for text, into in ((row["written"], alone), (row.get("context"), placed)):
            if text is None:
                continue
            found = _medicine_classes(text)
            into.append(_CLASSES[means] in found)
            if not into[-1]:
                wrong.append((row["written"], row["means"], sorted(found), text))
    return {
        "n": len(rows) - left_out,
        "class_right_alone": _share(alone),
        "class_right_in_context": _share(placed),
        "left_out": {"words that name no medicine": left_out},
        "wrong": wrong,
    }


# --- scope -----------------------------------------------------------------------------------

SMALL_TALK = {
    "are_you_a_bot": ("chitchat/ask_if_human",),
    "cancel": ("stop_check",),
    "goodbye": ("say_goodbye",),
    "greeting": ("greet", "chitchat/ask_how_are_you"),
    "maybe": ("say_unsure",),
    "no": ("deny",),
    "repeat": ("repeat_question",),
    "tell_joke": ("chitchat/tell_joke",),
    "thank_you": ("thank_assistant", "chitchat/praise"),
    "what_can_i_ask_you": ("ask_help", "faq/what_can_you_do"),
    "what_is_your_name": ("chitchat/ask_name",),
    "yes": ("affirm",),
}
TELLS_OF_ILLNESS = ("report_symptoms", "report_danger", "inform")


def scope(rows: list[Row]) -> dict[str, Any]:
    """Requests out of scope that are known as such, and what small talk is taken for."""
    taken = taken_for([row["text"] for row in rows])
    outside, small, kept, wrong = [], [], [], []
    for row, name in zip(rows, taken, strict=True):
        label = row["label"]
        kept.append(name not in TELLS_OF_ILLNESS)
        if label == "oos":
            outside.append(name in NOT_KNOWN)
        elif label in SMALL_TALK:
            small.append(name in SMALL_TALK[label])
        if not kept[-1] or (label == "oos" and not outside[-1]):
            wrong.append((name, row["text"]))
    return {
        "n": len(rows),
        "out_of_scope_or_asked_back": _share(outside),
        "not_taken_for_symptoms": _share(kept),
        "small_talk_named": _share(small),
        "wrong": wrong,
    }


# --- lay words -------------------------------------------------------------------------------


def lay(rows: list[Row]) -> dict[str, Any]:
    """What is read in people's own words; there is no gold, so these are counts to read beside."""
    found, empty, danger, medicine_count = 0, [], Counter[str](), 0
    said = Counter[str]()
    for row in rows:
        reading = read(row["text"], date=DATE)
        found += len(reading.facts)
        medicine_count += len(reading.medicines)
        said.update(fact.assertion for fact in reading.facts)
        danger.update(
            fact.finding
            for fact in reading.facts
            if fact.assertion == "present" and knowledge().findings[fact.finding].danger
        )
        if not reading.facts:
            empty.append(row["text"])
    return {
        "n": len(rows),
        "facts": found,
        "medicines": medicine_count,
        "by_assertion": dict(said.most_common()),
        "messages_without_a_fact": _share([row["text"] in empty for row in rows]),
        "danger_said_present": danger.total(),
        "danger_by_finding": dict(danger.most_common()),
    }


def _share(several: list[bool]) -> Share:
    return Share(sum(several), len(several))


MEASURES: dict[str, tuple[str, Callable[[list[Row]], dict[str, Any]]]] = {
    "assertion in clinicians' notes": ("assertion-clinical", assertion),
    "durations and repeating times": ("durations", times),
    "medicines as typed": ("medicine-misspellings", medicines),
    "out of scope": ("out-of-scope", scope),
    "lay words": ("lay", lay),
}


def evaluate(folder: Path) -> dict[str, dict[str, Any]]:
    """The figures of every file that the folder holds, by title."""
    return {
        f"real words: {title}": measure(rows)
        for title, (name, measure) in MEASURES.items()
        if (rows := load(folder, name))
    }
