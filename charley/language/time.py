"""All numbers and times of a message as measures, each with what its words say it is of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from charley.language.dates import find_dates, find_long
from charley.language.frequency import find_frequencies
from charley.language.lengths import HOUR, find_lengths
from charley.language.line import Line, read_line
from charley.language.measure import Measure
from charley.language.text import Text
from charley.schema.time_words import time_words

DAY = 86400.0  # seconds
_AGO = re.compile(r" (?:ago|back|earlier|prior)\b")
_NOW = re.compile(r" (?:now|and counting|already|straight now)\b")
_PREGNANT = re.compile(
    r" (?:\+ )?(?:pregnant|preggers|preggo|gone|along|gestation|expecting|into (?:my |"
    r"the )?pregnancy|in the family|with child|up the duff)"
)
_PREGNANT_BEFORE = re.compile(
    r"(?:pregnant|preggers|expecting|pregnancy)(?: and| ,| at| im| about| around)* $"
)
_BIRTH = re.compile(
    r" (?:post ?partum|postpartum|post ?natal|postnatal|pp|after (?:the |giving |having |"
    r"my )?(?:birth|baby|delivery|c section|section|having))"
)
_BIRTH_BEFORE = re.compile(
    r"(?:gave birth|had (?:a|the|my|our) (?:baby|son|daughter|little one|twins|c section|"
    r"section)|baby (?:was )?born|delivered)(?: by c section)?(?: about| around| just)* $"
)
_OLD = re.compile(r" (?:old|olds|of age)\b")
_EACH = re.compile(
    r" (?:(?:or so )?(?:each|every time|each time|per|a time|at a time|a go|at a go|at most|"
    r"tops|max|long|apiece|a piece|a pop|in one go|then (?:its |it )?(?:gone|goes|stops|eases|"
    r"lets|passes)|before it (?:lets|goes|eases|stops|releases|passes|settles|wears)))\b"
)
# "Last" tells of lasting only after what lasts: "they last", but not "in the last half hour".
_LASTING_ONES = (
    r"(?:they|cramps?|spasms?|attacks?|episodes?|bouts|pains?|ones|each|both|it|that|which|can|"
    r"will|would|might|may|could|should|to|dont|doesnt|didnt|never|only|usually|mostly|always|"
    r"generally|normally|sometimes|often|typically|probably)"
)
_LASTS = re.compile(
    rf"(?:\b{_LASTING_ONES} last|lasts|lasted|lasting|"
    r"goes on for|go on for|went on for|takes|stays?|stayed|there for|"
    r"grips? (?:me )?for|locked (?:up )?for|cramps? for|spasms? for|solid for|spells of|"
    r"bouts of|attacks of|hurts for|seized (?:up )?for|hold for|holds for)(?: (?:for|only|"
    r"about|around|roughly|maybe|just|up to|over|under|less|more|than|nearly|almost|usually|"
    r"anything|from|probably|approx|between|at|most|mostly|like|a good|any|well|me|it|all|each|"
    r"time|anywhere|say))* $"
)
_EASE_WORD = (
    r"(?:gone|goes|go|went|stops?|stopped|settles?|settled|eases?|eased|ease off|passes|passed|"
    r"fades?|better|clears?|takes? (?:it|the pain) (?:away|off)|"
    r"disappears?|relief|wears off|wear off|off|lets go|let go|relaxes|"
    r"relax|releases?|release|calms?|subsides?|fine|ok|alright|right)"
)
_EASES_AFTER = re.compile(
    rf" (?:(?:or so|or two) )?(?:(?:and|then|before|until|till|for) (?:it |its |im |the pain |"
    rf"they |i )?(?:is |to |has |just )?{_EASE_WORD}\b|of (?:stretching|rubbing|rest|resting|"
    rf"massage|massaging|standing|walking|sitting|pulling)|(?:rest|stretching|sit down|break|"
    rf"breather|massage)\b|to (?:\w+ )?{_EASE_WORD}\b)"
)
_EASES_BEFORE = re.compile(
    rf"\b{_EASE_WORD}(?: (?:away|down|off|up|me|it|a bit|by itself|on its own))?(?: (?:in|"
    rf"after|within|inside))(?: (?:about|around|roughly|maybe|just|only|a|under|less than))* $"
)
_EASE_ACTION = re.compile(
    r"(?:stood still|stand still|standing still|rest(?:ed|ing)?(?: for)?|"
    r"sit(?:ting)?(?: down)?(?: for)?|stop for|stretch(?:ing)?(?: it)?(?: for)?|"
    r"rub(?:bing)?(?: it)?(?: for)?|massage(?: it)?(?: for)?)(?: about| for| around)* $"
)
_ONGOING = re.compile(
    r"(?:for|past|last|over|these|been|since|going on|had (?:it|this|them|these)|got|there|"
    r"these past|coming up|only|going back)"
    r"(?: (?:the|last|past|these|this|about|around|roughly|maybe|nearly|almost|over|just|"
    r"more than|less than|under|at least|well|good|only|like|approx|probably|coming up|going|"
    r"for|on|up|say|id|must|be|it|is|a|bout|getting|close|to|now))* $"
)
_JUST_PAST = re.compile(r"(?<!the )(?<!for )(?<!over )(?<!in )(?<!past )\blast $")
_OVER_IN = re.compile(
    r"\b(?:over|done|finished|over and done|done and dusted)(?: with)? in(?: about| "
    r"around| under| just| only| like)* $"
)
_LASTS_DAYS = re.compile(r"\b(?:lasts|lasting|lasted|goes on for)\b")
_FUTURE = re.compile(
    r"\b(?:in|within|another|next|every|due in|until|till|for the next|come back in)(?: the|"
    r" about| next)* $"
)
_SOMETHING_ELSE = re.compile(
    r"(?:walk(?:ing|ed)?|run(?:ning)?|ran|jog(?:ging)?|swim(?:ming)?|swam|cycl(?:ing|ed)|bike|"
    r"biked|sat|sitting|sit|stood|standing|stand|sleep|slept|asleep|awake|drive|drove|driving|"
    r"worked|working|exercise|session|gardening|training)(?: (?:for|about|around|up|down|still|"
    r"at|my|the|desk|over|nearly|least))* $"
)
# For how long a medicine was taken says nothing of how long the cramp has been there.
_TAKING = re.compile(
    r"\b(?:taking|taken|takes?|took|using|prescribed|doses?|tablets?|pills?|capsules?|"
    r"(?:been|was|am|im|is|put|be|are) on|on (?:it|this|them))"
    r"(?: (?!and\b|off\b|(?:my )?feet\b|had\b|have\b|having\b|get|suffer|cramp|pain|spasm|[|,])"
    r"[^ ]+){0,6}?"
    r"(?: (?:for|over|since|these|past|last|now|after|about|the|around|nearly|almost|more than|"
    r"at least|a|an|good|only|just|well|little|daily))* $"
)
_OF_TAKING = re.compile(r" (?:of (?:taking|using|being on)|on (?:it|this|them|that)\b)")
# "Sometimes in excess of two hours" is how long the longest one lasts.
_AT_TIMES = re.compile(
    r"\b(?:sometimes|often|usually|up to|in excess of|as long as|as much as)"
    r"(?: (?:for|in|excess|of|more|than|over|up|to|about|as|long|lasting|even))* $"
)
_FOR_SOMETHING = re.compile(
    r" (?:walks?|runs?|jog|drive|ride|swim|session|workout|shift)\b|"
    r" to (?:get (?:up|out|in|down|going|dressed)|stand|put|warm)\b"
)
_RELATIVE = re.compile(r" (?:after|before|later|into|from|past|until|till|per|without|in to)\b")


def _length_cue(line: Line, measure: Measure, question: str | None, taken_by_travel: bool) -> str:
    """What a length is the length of, by the words on both sides."""
    start, end = _place(line, measure)
    clause = line.text.rfind("|", 0, start) + 1
    before, after = line.text[clause:start].lstrip(), line.text[end:]
    long_enough = measure.low >= 86400
    if _OLD.match(after):
        return "skip"
    if (_PREGNANT.match(after) and 604800 < measure.high <= 42 * 604800) or (
        _PREGNANT_BEFORE.search(before) and 604800 <= measure.high <= 42 * 604800
    ):
        return "weeks"
    if _BIRTH.match(after) or _BIRTH_BEFORE.search(before):
        return "postpartum"
    if _AGO.match(after):
        return "ago"
    if taken_by_travel and HOUR <= measure.high <= 40 * HOUR:
        return "travel"
    if not long_enough and (_EASES_AFTER.match(after) or _EASES_BEFORE.search(before)):
        return "skip" if question != "relief" and _LASTS.search(before) else "eases"
    if question == "relief" and not long_enough:
        return "eases"
    if _OVER_IN.search(before) and not long_enough:
        return "episode"
    lasts = _LASTS.search(before) and (not long_enough or _LASTS_DAYS.search(before))
    if (lasts or _EACH.match(after)) and not (long_enough and question == "duration"):
        return "episode"
    if not long_enough and question != "duration" and _FOR_SOMETHING.match(after):
        return "skip"
    if not long_enough and _AT_TIMES.search(before):
        return "episode"
    if _EASE_ACTION.search(before) and question != "frequency" and not long_enough:
        return "eases"
    if _SOMETHING_ELSE.search(before) and not long_enough:
        return "skip"
    if not long_enough and question != "duration" and not lasts and _JUST_PAST.search(before):
        return "skip"  # "most sessions last half hour": when in the session, not for how long
    if _ONGOING.search(before) or _NOW.match(after):
        return "ongoing"
    if _FUTURE.search(before) or (_RELATIVE.match(after) and question != "duration"):
        return "skip"
    return ""


def _place(line: Line, measure: Measure) -> tuple[int, int]:
    """Start and end of a measure in the line."""
    pieces = range(
        bisect_left(line.tokens, (measure.first,)), bisect_left(line.tokens, (measure.last + 1,))
    )
    inside = [(line.starts[i], i) for i in pieces if line.text[line.starts[i]] not in "|,"]
    start, last = inside[0][0], inside[-1][1]
    end = line.starts[last + 1] - 1 if last + 1 < len(line.starts) else len(line.text)
    return start, end


_TRAVEL_CLAUSE = 8  # tokens around a length in which a word of travel makes it a journey's length


def _is_travel(text: Text, measure: Measure) -> bool:
    clause = text.clause_of(measure.first)
    low = max(clause.first, measure.first - _TRAVEL_CLAUSE // 2)
    high = min(clause.last, measure.last + _TRAVEL_CLAUSE // 2)
    return any(text.tokens[i].norm in time_words().travel for i in range(low, high + 1))


_DISTANCE = re.compile(
    r"(?P<less>less than |under )?(?:(?P<n>#\d+)|(?P<a>a|an|"
    r"every)) (?:odd )?\$(?P<unit>[a-z]+)(?: or so)?(?: or (?P<to>#\d+))?"
)


# Words that make a distance the one after which it begins.
_STARTS_BEFORE = re.compile(
    r"\b(?:after|at|every|within|only)"
    r"(?: (?:about|around|roughly|walking|only|a|of|just|say))* $"
)
_STARTS_AFTER = re.compile(
    r" (?:of walking )?(?:before|until|till|then (?:it|my|the)|sets|brings|"
    r"and (?:it|then|my|the)\b)"
)


def _distances(line: Line) -> Iterator[Measure]:
    for match, first, last in line.find(_DISTANCE):
        metres = time_words().distances[match["unit"]].metres
        low, high = line.number(match["n"]).range if match["n"] else (1.0, 1.0)
        if match["to"]:
            high = line.number(match["to"]).high
        low = 0.0 if match["less"] else low
        before, after = line.text[: match.start()], line.text[match.end() :]
        starts = _STARTS_BEFORE.search(before) or _STARTS_AFTER.match(after)
        cue = "before" if starts else ""
        yield Measure("distance_metres", low * metres, high * metres, first, last, cue)


def find_measures(
    text: Text, today: date, *, question: str | None = None, age: float | None = None
) -> tuple[Measure, ...]:
    """Every number and time that a message gives, in its order.

    Args:
        text: the message.
        today: the day it was written.
        question: the open question; it decides what a bare "ten minutes" or "lots" means.
        age: years of the patient, for "since I was 40".
    """
    line = read_line(text)
    found = list(find_frequencies(text, line, asked=question == "frequency"))
    taken = {i for measure in found for i in range(measure.first, measure.last + 1)}
    for measure in _distances(line):
        if taken.isdisjoint(range(measure.first, measure.last + 1)):
            taken.update(range(measure.first, measure.last + 1))
            found.append(measure)
    found += find_long(text, taken)
    bare = question in ("duration", "frequency")
    for measure in find_lengths(text, line, taken, bare=bare):
        cue = measure.cue or _length_cue(line, measure, question, _is_travel(text, measure))
        found.append(Measure("length", measure.low, measure.high, measure.first, measure.last, cue))
    found += find_dates(text, line, today, taken, age)
    if question != "duration":
        found = [measure for measure in found if not _of_a_medicine(line, measure)]
    if question == "frequency" and not any(m.kind in ("per_week", "count") for m in found):
        found += _bare_count(line, taken)
    return tuple(sorted(found, key=lambda measure: measure.first))


def _of_a_medicine(line: Line, measure: Measure) -> bool:
    """Whether a time of a day or more is how long a medicine was taken."""
    seconds = measure.high if measure.kind == "length" else measure.high * DAY
    if measure.kind not in ("length", "ago", "long", "while") or seconds < DAY:
        return False
    if measure.cue in ("weeks", "postpartum"):
        return False
    start, end = _place(line, measure)
    before = line.text[line.text.rfind("|", 0, start) + 1 : start]
    if before.endswith(("took ", "takes ", "take ")):
        return True  # "it took a while"
    return bool(_TAKING.search(before) or _OF_TAKING.match(line.text[end:]))


def _bare_count(line: Line, taken: set[int]) -> list[Measure]:
    """The first lone number of an answer to "how often": "three or four, a minute each"."""
    for number in line.numbers:
        if number.kind == "count" and taken.isdisjoint(range(number.first, number.last + 1)):
            return [Measure("count", number.low, number.high, number.first, number.last)]
    return []
