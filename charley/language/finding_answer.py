"""What a message means as an answer to a question about one finding."""

from __future__ import annotations

from datetime import date

from charley.language.answer_patterns import signs_of, stems_that_name_nothing
from charley.language.answer_reader import NOT_THIS, AnswerReader
from charley.language.line import read_line
from charley.language.parts import read_parts
from charley.language.places import find_places
from charley.language.reading import Status
from charley.language.text import stem
from charley.language.time import find_measures
from charley.schema.sign_words import sign_words

SHORT = 6  # words of an answer in which a word of the label names the finding
WELL = frozenset({"fine", "ok", "okay", "normal", "good", "not", "no", "none", "never", "neither"})
ONLY_WELL = frozenset({"fine", "normal", "grand", "perfect", "perfectly", "normally"})
KNOWN = ("present", "absent", "possible", "historical")


def answer_finding(reader: AnswerReader) -> Status:
    """A question about one finding: yes, no, or the words of the finding itself."""
    status = _status(reader)
    if status == "answered":
        _add_beside(reader)
    return status


def _add_beside(reader: AnswerReader) -> None:
    """Adds a sign of the same place that a "but" sets beside: "not red, but it is warm"."""
    text = reader.text
    beside = [
        finding
        for group in sign_words().together
        if reader.question in group
        for finding in group
        if finding != reader.question
    ]
    for told in read_parts(text, beside):
        contrast = text.clause_of(told.first).opener in reader.known.contrast
        if told.assertion == "present" and contrast and not reader.in_longer_fact(told.first):
            reader.add(told.finding, told.assertion, told.first, told.last)


def _status(reader: AnswerReader) -> Status:
    finding = reader.question
    if reader.has([finding], *KNOWN):
        reader.add_words()
        return "answered"
    if reader.kind in ("unsure", "skip"):
        _add_part(reader, "possible")
        if not reader.has([finding]):
            return "unsure" if reader.kind == "unsure" else "skipped"
        return "answered"
    if _by_number(reader):
        return "answered"
    worded = bool(reader.deny_by_words([finding])) | reader.add_words()
    reader.add_instead()
    if reader.has([finding]) or (worded and reader.kind not in ("yes", "no")):
        return "answered"
    return _by_plain_answer(reader) or _by_other_words(reader)


def _by_number(reader: AnswerReader) -> bool:
    """Adds what a number says: "37.2" of a fever, "two minutes tops" of a long cramp."""
    known = reader.known.measured.get(reader.question, ())
    if not known or reader.asks_back():
        return False
    day = date.fromisoformat(reader.today)
    told = {
        "number": [(n.low, n.first, n.last) for n in read_line(reader.text).numbers],
        "seconds": [
            (m.high, m.first, m.last)
            for m in find_measures(reader.text, day, question="frequency")
            if m.kind == "length" and m.cue != "ago"
        ],
    }
    for rule in known:
        for value, first, last in told[rule.unit]:
            if rule.at_least <= value < rule.below and (
                rule.says == "absent" or not reader.denied(first)
            ):
                reader.add(reader.question, rule.says, first, last)
                return True
    return False


def _by_plain_answer(reader: AnswerReader) -> Status | None:
    """What a yes, no, maybe or "used to" says of the finding; None without one."""
    finding = reader.question
    if reader.kind == "on_and_off":
        constant = finding in reader.known.never_on_and_off
        reader.add_plain([finding], "absent" if constant else "present")
    elif reader.kind in ("maybe", "past"):
        reader.add_plain([finding], "possible" if reader.kind == "maybe" else "historical")
    elif reader.kind == "no":
        danger = reader.findings[finding].danger
        if danger and reader.contrasts() and reader.rest_unknown() and not reader.facts:
            return "unclear"
        reader.add_plain([finding], "absent")
        reader.add_relative(finding)
    elif reader.kind == "yes":
        reader.add_plain([finding], "present")
    else:
        return None
    return "answered"


def _by_other_words(reader: AnswerReader) -> Status:
    """What an answer without yes or no says of the finding."""
    finding = reader.question
    if _only_well(reader):
        reader.add(finding, "absent", 0, len(reader.text.tokens) - 1)
        return "answered"
    if about_it(reader):
        reader.add_opposites([finding])
        return "answered"
    if _add_part(reader, "absent", "possible") or named_by_label(reader):
        return "answered"
    last = len(reader.text.tokens) - 1
    if only_details(reader) or _only_sometimes(reader):
        reader.add(finding, "present", 0, last)
        _add_exact(reader, last)
        return "answered"
    return "unclear"


def _only_well(reader: AnswerReader) -> bool:
    """Whether an answer says no more than that all is well: "fine", "it is perfectly normal"."""
    words = {token.norm for token in reader.text.tokens}
    known = sign_words().well
    plain = words <= {*known, *reader.known.padding} and not words & NOT_THIS
    return plain and bool(words & ONLY_WELL)


def _add_part(reader: AnswerReader, *assertions: str) -> bool:
    """Adds what a part of the answer says of the finding in the short words for it."""
    for told in read_parts(reader.text, [reader.question]):
        if told.assertion in assertions and not reader.asks_back():
            reader.add(told.finding, told.assertion, told.first, told.last)
            return True
    return False


def _only_sometimes(reader: AnswerReader) -> bool:
    """Whether an answer says no more than when it is so: "only when I lie flat"."""
    words = [token.norm for token in reader.text.tokens]
    known = reader.known
    begin = 0
    while begin < len(words) and words[begin] in known.only_words:
        begin += 1
    begins = words[begin : begin + 1] and words[begin] in known.when_words
    unlike = {*NOT_THIS, "would", "iwould", "could"} & set(words)
    constant = reader.question in known.never_on_and_off | known.normal_on_effort
    return bool(begins) and not unlike and not constant and reader.text.clauses[0].closer != "?"


def _add_exact(reader: AnswerReader, last: int) -> None:
    """Adds the finding that is more exact at the place that is told: a swollen ankle."""
    places = {spot.site for spot in find_places(reader.text, asked=True)}
    for place, finding in reader.known.exact_at.get(reader.question, {}).items():
        if place in places:
            reader.add(finding, "present", 0, last)


def named_by_label(reader: AnswerReader) -> bool:
    """Adds the finding where a short answer has a word of its label: "both are cold"."""
    if reader.asks_back() or any(fact.finding == reader.question for fact in reader.facts):
        return False  # asked about, or another person's
    long = len(reader.text.tokens) > SHORT
    long = long or bool({t.norm for t in reader.text.tokens} & WELL - NOT_THIS)
    words = {*reader.findings[reader.question].label.split()}
    words.update(signs_of(reader.question))
    named = {stem(word) for word in words} - stems_that_name_nothing()
    for token in reader.text.tokens:
        if token.stem in named:
            denied = reader.denied(token.index)
            if long and not denied:
                continue  # "dark, but more like yellow, not brown"
            reader.add(reader.question, "absent" if denied else "present", token.index, token.index)
            return True
    return False


def about_it(reader: AnswerReader) -> bool:
    """Whether a fact of the message answers the question about one finding by itreader."""
    present = {f.finding for f in reader.facts if f.assertion == "present"}
    if reader.has([reader.question]):
        return True
    implied = {i for name in present for i in reader.findings[name].implies}
    opposite = {o for name in present for o in reader.findings[name].opposite}
    opposite |= {name for name in present if reader.question in reader.findings[name].opposite}
    opposite |= {name for name in present if name in reader.findings[reader.question].opposite}
    return reader.question in implied or reader.question in opposite or bool(opposite & present)


def only_details(reader: AnswerReader) -> bool:
    """Whether a message is nothing but sides, times and empty words: "the left, since May"."""
    spans = [(s.first, s.last) for s in find_places(reader.text, asked=True)]
    today = date.fromisoformat(reader.today)
    measures = find_measures(reader.text, today, question="frequency")
    spans += [(measure.first, measure.last) for measure in measures]
    covered = {i for first, last in spans for i in range(first, last + 1)}
    words = [t.norm for t in reader.text.tokens if t.index not in covered]
    return (
        bool(spans)
        and not WELL & set(words)
        and all(w in reader.known.padding or w in reader.known.detail_words for w in words)
    )
