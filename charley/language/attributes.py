"""Gives each fact the circumstances that were said of it: side, place, time, number, course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from charley.facts import NO_ATTRIBUTES, Fact, FactSheet, Medicine
from charley.language.line import read_line
from charley.language.measure import Measure
from charley.language.near import Near, complaint_of
from charley.language.places import Spot, find_places, is_leg
from charley.language.qualities import Quality, find_qualities, speaks_of_attacks
from charley.language.roles import Role, roles
from charley.language.text import Text
from charley.language.time import find_measures
from charley.schema.place_words import place_words
from charley.schema.wordings import company, wording_book

COMPLAINTS = ("leg_cramp", "leg_pain")
NEXT_TO_LEG = frozenset({"buttock", "hip", "groin"})
CAME_WITH_COMPLAINT = frozenset({
    *COMPLAINTS, "cramp_at_night", "cramp_in_daytime", "sleep_disturbed", "urge_to_move_legs",
    "cramp_during_dialysis", "cramp_after_dialysis", "cramps_widespread", "cramp_prolonged",
    "daily_life_disturbed",
})  # fmt: skip
_CLAUSES_BACK = 2  # clauses over which "it" still means the leg named before
_ON_COMPLAINT = ("duration", "frequency", "location", "opening", "since_last_time")  # questions
SCREEN = "red_flag_screen"
BACKGROUND = ("history", "risk", "exposure", "context")  # kinds of findings
OF_THEIR_OWN = ("symptom", "sign", *BACKGROUND)
BY = 1.0  # how near a time stands right by a fact
WORDS_BESIDE_TIMES = 2  # in a message that is nothing but times
SHORT_MESSAGE = 5  # words; such a message is a time alone: "three weeks now"
_QUALITY_REACH = 8.0


class _Work:
    """The facts of one message while attributes are given to them."""

    def __init__(
        self,
        text: Text,
        facts: Sequence[Fact],
        question: str | None,
        sheet: FactSheet | None,
        today: str,
    ) -> None:
        self.text, self.question, self.sheet = text, question, sheet
        self.facts = list(facts)
        self.today = today
        self.near = Near(text, facts)
        self.values: list[dict[str, Any]] = [{} for _ in facts]
        self.corrects: set[int] = set()
        self.measured = 0  # words of the message that are times and numbers
        self.extra: dict[str, dict[str, Any]] = {}  # complaint that is only implied -> attributes
        self.extra_corrects = False

    def allows(self, index: int, attribute: str) -> bool:
        return self.near.allows(index, attribute)

    def give(self, index: int, attribute: str, value: Any) -> None:
        """Sets an attribute that is not set yet; lists grow."""
        if not self.allows(index, attribute):
            return
        values = self.values[index]
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            values[attribute] = tuple(dict.fromkeys((*values.get(attribute, ()), *value)))
        else:
            values.setdefault(attribute, value)

    def complaints(self) -> list[int]:
        return [i for i, fact in enumerate(self.facts) if fact.finding in COMPLAINTS]

    def give_complaint(self, attribute: str, value: Any) -> None:
        """Sets an attribute of the complaint, which this message may only imply."""
        told = self.complaints()
        for index in told:
            self.give(index, attribute, value)
        if not told:
            for finding in complaint_of(self.sheet, COMPLAINTS, attribute):
                values = self.extra.setdefault(finding, {})
                if isinstance(value, tuple) and value and isinstance(value[0], str):
                    value = tuple(dict.fromkeys((*values.get(attribute, ()), *value)))
                    values[attribute] = value
                else:
                    values.setdefault(attribute, value)

    def may_imply(self, clause_tokens: range) -> bool:
        """Whether words without a fact of their own speak of the complaint."""
        if self.complaints() or self.question in _ON_COMPLAINT:
            return True
        if self.question == SCREEN or self._of_another_finding():
            return False  # "had it last week, gone now" speaks of what was asked
        if self.question not in (None, "opening") and not self.near.speaks_of_it(clause_tokens):
            return False
        if bool(self.sheet and self.sheet.facts) and self.near.speaks_of_it(clause_tokens):
            return True
        return not self.facts and (self.question == "opening" or self._tells_of_it())

    def _of_another_finding(self) -> bool:
        """Whether the open question is on a finding that is no circumstance of the complaint."""
        asked = wording_book().findings.get(self.question or "")
        return asked is not None and asked.kind in OF_THEIR_OWN

    def _tells_of_it(self) -> bool:
        """Whether a message without any finding still tells of the complaint: "it lasts a minute".

        A question or an order does not ("how many steps did I walk last week"), nor does a longer
        message without a word for it.
        """
        words = [token.norm for token in self.text.tokens]
        if words[0] in company().asks:
            return False
        if len(words) - self.measured <= WORDS_BESIDE_TIMES:
            return True  # "3 times a week for ten minutes"
        return len(words) <= SHORT_MESSAGE or bool(set(words) & set(company().itself))

    def result(self) -> tuple[Fact, ...]:
        facts = [
            msgspec.structs.replace(
                fact,
                attributes=msgspec.convert({**_as_dict(fact), **values}, type(NO_ATTRIBUTES)),
                corrects=fact.corrects or index in self.corrects,
            )
            if values or index in self.corrects
            else fact
            for index, (fact, values) in enumerate(zip(self.facts, self.values, strict=True))
        ]
        for finding, values in self.extra.items():
            facts.append(
                Fact(
                    finding=finding,
                    attributes=msgspec.convert(values, type(NO_ATTRIBUTES)),
                    text=self.text.raw.strip(),
                    start=0,
                    end=len(self.text.raw),
                    turn=self.near.turn,
                    told_on=self.today,
                    question=self.question,
                    corrects=self.extra_corrects,
                )
            )
        return tuple(facts)


def _as_dict(fact: Fact) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(fact.attributes)
    return values


def _fits(finding: str, spot: Spot) -> bool:
    """Whether a part of the body can be where a finding is."""
    if not spot.site or finding not in CAME_WITH_COMPLAINT:
        return True
    return is_leg(spot.site) or spot.site in NEXT_TO_LEG


def _give_spot(work: _Work, index: int, spot: Spot) -> None:
    if spot.site and not spot.bare:
        work.give(index, "site", (spot.site,))
    if spot.side:
        values = work.values[index]
        if values.get("side") == "one" and spot.side != "one":
            values["side"] = spot.side
        work.give(index, "side", spot.side)
    if spot.corrects:
        work.corrects.add(index)


def _complaint_spots(work: _Work, spots: Sequence[Spot], taken: set[int]) -> None:
    """The place of the complaint: all places in an answer to "where", else the unclaimed ones."""
    asked = work.question == "location"
    for number, spot in enumerate(spots):
        leg = _fits(COMPLAINTS[0], spot)
        wanted = asked or (number not in taken and work.complaints() and spot.side != "one")
        wanted = wanted or (
            spot.corrects and number not in taken and bool(work.sheet and work.sheet.facts)
        )
        if not leg or not wanted:
            continue
        specific = any(s.site and not s.bare for s in spots)
        if spot.site and not (spot.bare and specific):
            work.give_complaint("site", (spot.site,))
        if spot.corrects:
            work.extra_corrects = True
            work.corrects.update(work.complaints())
    if asked or any(s.corrects for s in spots):
        side = _side_of_all([s for s in spots if _fits(COMPLAINTS[0], s)])
        if side:
            work.give_complaint("side", side)


def _side_of_all(spots: Sequence[Spot]) -> str | None:
    """One side for several places: the first that names one, else "both", else "one"."""
    corrected = [s.side for s in spots if s.corrects and s.side]
    told = [s.side for s in spots if s.side]
    if corrected or not told:
        return corrected[-1] if corrected else None
    if "alternating" in told:
        return "alternating"
    sides = {side for side in told if side in ("left", "right")}
    if len(sides) == 1:
        return sides.pop()
    return "both" if sides or "both" in told else told[-1]


def _attach_places(work: _Work, spots: Sequence[Spot]) -> None:
    pairs: set[tuple[int, int]] = set()
    for index, fact in enumerate(work.facts):
        if not (work.allows(index, "side") or work.allows(index, "site")):
            continue
        fitting = [n for n, spot in enumerate(spots) if _fits(fact.finding, spot)]
        number = work.near.nearest(index, [(n, spots[n].first, spots[n].last) for n in fitting])
        if number is None:
            number = _earlier_spot(work, index, spots)
        if number is not None:
            pairs.add((index, number))
    for number, spot in enumerate(spots):
        for index in work.near.facts_at(spot.first, spot.last, "site"):
            if _fits(work.facts[index].finding, spot):
                pairs.add((index, number))
    for index, number in sorted(pairs):
        _give_spot(work, index, spots[number])
    _complaint_spots(work, spots, {number for _, number in pairs})


def _earlier_spot(work: _Work, index: int, spots: Sequence[Spot]) -> int | None:
    """The leg that "it" means: the last side that was named in the clauses before."""
    first, _ = work.near.spans[index]
    clause = work.text.tokens[first].clause
    earlier = [
        number
        for number, spot in enumerate(spots)
        if spot.side not in (None, "one")
        and spot.last < first
        and clause - work.text.tokens[spot.last].clause <= _CLAUSES_BACK
        and (not spot.site or is_leg(spot.site))
    ]
    return earlier[-1] if earlier else None


def _attach_roles(work: _Work, given: Sequence[Role]) -> None:
    for role in given:
        indexes = [
            i
            for i in work.near.ranked(role.first, role.last)
            if any(work.allows(i, n) for n in role.values)
        ]
        target = _target(work, role, indexes)
        if _of_a_habit(work, role):
            continue
        if target is None:
            if work.near.beside_medicine(role.first, role.last) and work.question != "duration":
                continue
            if role.may_be_complaint and work.may_imply(range(role.first, role.last + 1)):
                for name, value in role.values.items():
                    work.give_complaint(name, value)
            elif role.otherwise and work.complaints():
                for name, value in role.otherwise.items():
                    work.give_complaint(name, value)
            elif role.finding and (work.question or work.complaints()):
                work.facts.append(_implied(work, role))
                work.values.append(dict(role.values))
            continue
        together = [target]
        if work.facts[target].finding in CAME_WITH_COMPLAINT:
            clause = work.text.tokens[role.first].clause
            together += [
                i for i in indexes
                if work.facts[i].finding in CAME_WITH_COMPLAINT and work.near.clause(i) == clause
            ]  # fmt: skip
            if role.of_all_complaint:
                for name, value in role.values.items():
                    work.give_complaint(name, value)
        for index in together:
            for name, value in role.values.items():
                work.give(index, name, value)
        if (
            role.since
            and work.facts[target].finding not in CAME_WITH_COMPLAINT
            and work.question == "duration"
        ):
            for name, value in role.values.items():
                work.give_complaint(name, value)


def _of_a_habit(work: _Work, role: Role) -> bool:
    """Whether a time stands right by what carries none: "smoked all my life"."""
    ranked = work.near.ranked(role.first, role.last)
    if not ranked or work.near.score(ranked[0], role.first, role.last) > BY:
        return False
    found = wording_book().findings.get(work.facts[ranked[0]].finding)
    habit = found is not None and found.kind in BACKGROUND
    return habit and not any(work.allows(ranked[0], name) for name in role.values)


def _implied(work: _Work, role: Role) -> Fact:
    tokens = work.text.tokens
    work.near.add(role.first, role.last, role.finding)
    start, end = tokens[role.first].start, tokens[role.last].end
    return Fact(
        finding=role.finding, text=work.text.raw[start:end], start=start, end=end,
        turn=work.near.turn, told_on=work.today, question=work.question,
    )  # fmt: skip


def _target(work: _Work, role: Role, indexes: list[int]) -> int | None:
    """The fact that a measure is said of, or None where it is the complaint, only implied."""
    if not indexes:
        return None
    best = indexes[0]
    score = work.near.score(best, role.first, role.last)
    if work.facts[best].finding in CAME_WITH_COMPLAINT:
        return best
    closest = work.near.ranked(role.first, role.last)[0]
    if closest != best and score - work.near.score(closest, role.first, role.last) > role.reach:
        return None
    complaint_first = work.question in role.questions and score > role.bound
    return None if complaint_first else best if score <= role.limit else None


def _attach_qualities(work: _Work, qualities: Sequence[Quality]) -> None:
    for quality in qualities:
        value: Any = (quality.value,) if quality.attribute == "timing" else quality.value
        ranked = [
            i
            for i in work.near.ranked(quality.first, quality.last)
            if work.allows(i, quality.attribute)
        ]
        near = [
            i for i in ranked if work.near.score(i, quality.first, quality.last) <= _QUALITY_REACH
        ]
        if (
            quality.attribute == "onset"
            and quality.value == "sudden"
            and speaks_of_attacks(work.text, quality)
        ):
            near = [i for i in near if work.facts[i].finding not in CAME_WITH_COMPLAINT]
            if not near:
                continue
        if near:
            work.give(near[0], quality.attribute, value)
        elif quality.attribute in ("course", "onset") and work.may_imply(
            range(quality.first, quality.last + 1)
        ):
            work.give_complaint(quality.attribute, value)


def _without_a_guess(place: Spot, text: Text) -> Spot:
    """A place named as an item of the screen: "weak leg" picks the item, and counts no legs."""
    before = text.tokens[max(0, place.first - 3) : place.first]
    counted = any(token.norm in place_words().determiners for token in before)
    bare = place.side == "one" and not counted
    return msgspec.structs.replace(place, side=None) if bare else place


def attach(
    text: Text,
    facts: Sequence[Fact],
    today: str,
    question: str | None = None,
    sheet: FactSheet | None = None,
    age: float | None = None,
    *,
    medicines: Sequence[Medicine] = (),
) -> tuple[Fact, ...]:
    """Facts with their attributes, and the complaint where the message only implies it.

    Args:
        text: the message.
        facts: what wordings found in it.
        today: ISO date of the message.
        question: the open question.
        sheet: what is known so far; tells which complaint "it" is, and the age.
        age: years of the patient, as this message gave it.
        medicines: medicines of the message; "for 3 years" beside one is said of it.

    Returns:
        The same facts in the same order, then new ones: the complaint with the attributes that an
        answer such as "left calf" gives it, and its question.
    """
    work = _Work(text, facts, question, sheet, today)
    work.near.block(medicines)
    years = age if age is not None else sheet.person.age if sheet else None
    measures: tuple[Measure, ...] = find_measures(
        text, date.fromisoformat(today), question=question, age=years
    )
    work.measured = sum(measure.last - measure.first + 1 for measure in measures)
    places = find_places(text, asked=question == "location")
    if question == SCREEN:
        places = tuple(_without_a_guess(place, text) for place in places)
    _attach_places(work, places)
    _attach_roles(work, roles(text, measures, question))
    _attach_qualities(work, find_qualities(text, read_line(text)))
    return work.result()
