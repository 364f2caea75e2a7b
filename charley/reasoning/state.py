"""What holds of a patient, worked out once from all that was said.

The rules of reading (resolutions h.16, h.17, h.28 to h.31 of the clinical brief):

- State is kept for each finding and side: a "no" for one leg leaves the other alone.
- Later beats earlier; within one message present wins, unless a correction word stands there.
- A statement beats an implication, whatever their order.
- What is over, feared, or another's is never present; "maybe" is not known until it is said again.
- A danger sign becomes absent only by a statement that names it or the answer to its own question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Literal

import msgspec

from charley.facts import NO_ATTRIBUTES, Attributes, Fact, FactSheet, Medicine, Person
from charley.reasoning.complaint import COMPLAINT, COMPLAINT_THAT_STAYS
from charley.reasoning.withdrawals import withdrawals
from charley.schema.load import Knowledge

State = Literal["present", "absent", "possible", "unknown"]

ONE_LEG_GROUP = "asked_of_one_leg"  # signs whose question is about one leg: "yes" says as much
SIDED_GROUP = "sided_with_complaint"  # signs of the leg, which share the side of the complaint
SCREENING_QUESTIONS = ("red_flag_screen", "other_symptoms")
ANYWHERE = ""  # the key of a finding whose side was not told
OF_TWO = ("left", "right")
TIMES_PASSED_ON = ("onset", "onset_days", "duration_days", "recency", "course", "timing", "weeks")
_RANK = {"absent": 0, "possible": 1, "present": 2}
_FIELDS = Attributes.__struct_fields__


class Instance(msgspec.Struct, frozen=True):
    """One finding that is present in one place.

    ``side`` is left, right, one (of the two, not named), alternating, or empty for not told.
    """

    side: str
    attributes: Attributes
    facts: tuple[Fact, ...]
    hedged: bool = False  # it was only ever "maybe", though asked outright


class Held(msgspec.Struct, frozen=True):
    """What is known of one finding."""

    state: State
    instances: tuple[Instance, ...] = ()
    facts: tuple[Fact, ...] = ()  # what was said of it, for "possible" and "absent" too
    implied: bool = False
    absent_sides: tuple[str, ...] = ()  # of a finding that is denied for one leg only


UNKNOWN = Held("unknown")


def side_of(instances: Iterable[Instance]) -> str:
    """The side of several instances together: left, right, both, one, alternating, or empty."""
    sides = {instance.side for instance in instances}
    if "alternating" in sides:
        return "alternating"
    named = [side for side in OF_TWO if side in sides]
    if len(named) == 2:
        return "both"
    return named[0] if named else "one" if "one" in sides else ANYWHERE


def side_may_be(told: str, side: str) -> bool:
    """Whether a finding told of ``told`` may be in the leg ``side``."""
    return told == side or told not in OF_TWO


def merge(earlier: Attributes, later: Attributes) -> Attributes:
    """``later`` over ``earlier``: what the later one does not tell stays as it was."""
    if earlier is NO_ATTRIBUTES or earlier == later:
        return later
    if later is NO_ATTRIBUTES:
        return earlier
    merged = {
        field: new if (new := getattr(later, field)) not in (None, ()) else getattr(earlier, field)
        for field in _FIELDS
    }
    return Attributes(**merged)


def keys_of(fact: Fact) -> tuple[str, ...]:
    """The sides that a fact speaks of: both legs are two."""
    side = fact.attributes.side
    if side == "both":
        return OF_TWO
    return (side or ANYWHERE,)


class _Record:
    """The growing state of one finding while the facts are read in order."""

    __slots__ = ("absent", "attributes", "facts", "maybe", "present")

    def __init__(self) -> None:
        self.present: dict[str, Instance] = {}
        self.absent: set[str] = set()
        self.maybe = False
        self.facts: list[Fact] = []
        self.attributes = NO_ATTRIBUTES  # of the last present fact, whatever its side

    def say_present(self, fact: Fact, hedged: bool = False) -> None:
        if fact.corrects and self.present:
            self.present.clear()  # "sorry, the left one": the same trouble, told anew
        self.attributes = merged = merge(self.attributes, fact.attributes)
        for key in keys_of(fact):
            old = self.present.get(key)
            facts = (*old.facts, fact) if old else (fact,)
            attributes = (
                merge(old.attributes, fact.attributes)
                if old
                else (merged if fact.corrects else fact.attributes)
            )
            sure = not hedged or (old is not None and not old.hedged)
            self.present[key] = Instance(key, attributes, facts, hedged=not sure)
            self.absent.discard(key)
        if ANYWHERE in self.absent:
            self.absent.clear()
        self.maybe = False
        self.facts.append(fact)

    def say_absent(self, fact: Fact) -> None:
        keys = keys_of(fact)
        if keys[0] in OF_TWO:
            self.absent.update(keys)
            for key in keys:
                self.present.pop(key, None)
        else:
            self.absent = {ANYWHERE}
            self.present.clear()
        self.maybe = False
        self.facts.append(fact)

    def say_possible(self, fact: Fact) -> None:
        if not self.present:
            self.absent.clear()
            self.maybe = True
            self.facts.append(fact)

    def held(self) -> Held:
        facts = tuple(self.facts)
        if self.present:
            return Held("present", tuple(self.present.values()), facts)
        if self.maybe:
            return Held("possible", (), facts)
        if ANYWHERE in self.absent or self.absent.issuperset(OF_TWO):
            return Held("absent", (), facts)
        return Held("unknown", (), facts, absent_sides=tuple(self.absent))


class View:
    """A sheet as the rules see it; built in one pass and not changed afterwards.

    Args:
        sheet: all that was told.
        knowledge: the findings with what they imply and exclude.
    """

    def __init__(self, sheet: FactSheet, knowledge: Knowledge) -> None:
        self.sheet = sheet
        self.knowledge = knowledge
        self.past: dict[str, tuple[Fact, ...]] = {}  # finding -> facts that say it is over
        stated = self._read_facts()
        self._held = {finding: record.held() for finding, record in stated.items()}
        self.person = self._mirror_pregnancy(sheet.person)
        self.complaint_side = self._complaint_side()
        self._side_with_complaint()
        self._imply()
        self.trouble = self._trouble()
        self._classes, self._medicine_state = self._read_medicines()

    def held(self, finding: str) -> Held:
        """All that is known of ``finding``."""
        return self._held.get(finding, UNKNOWN)

    def state(self, finding: str, side: str | None = None) -> State:
        """Whether ``finding`` holds, anywhere or on one ``side`` (left or right)."""
        held = self.held(finding)
        if side is None or held.state != "present":
            return held.state
        on_side = any(side_may_be(instance.side, side) for instance in held.instances)
        return "present" if on_side else "unknown"

    def present(self) -> Iterator[str]:
        """The findings that are present."""
        return (finding for finding, held in self._held.items() if held.state == "present")

    @cached_property
    def told(self) -> frozenset[str]:
        """The findings that are present, and ``class:..`` for what is taken."""
        return frozenset(self.present()).union(f"class:{name}" for name in self._classes)

    def is_danger(self, finding: str) -> bool:
        """Whether ``finding`` is a danger sign."""
        known = self.knowledge.findings.get(finding)
        return known is not None and known.danger

    def takes(self, medicine_class: str) -> State:
        """Whether a medicine of ``medicine_class`` is taken now."""
        if medicine_class in self._classes:
            return "present"
        if self.held("takes_no_medicines").state == "present":
            return "absent"
        return self._medicine_state.get(medicine_class, "unknown")

    def medicines_of(self, medicine_class: str) -> tuple[Medicine, ...]:
        """The medicines of a class that are taken now."""
        return self._classes.get(medicine_class, ())

    # --- the parts of the one pass -------------------------------------------------------------

    def _read_facts(self) -> dict[str, _Record]:
        records: dict[str, _Record] = {}
        for _, message in groupby(self.sheet.facts, key=lambda fact: fact.turn):
            facts = [self._aged(fact) for fact in message]
            spans = Counter((f.start, f.end) for f in facts if f.assertion == "absent")
            plain = sorted(
                (fact for fact in facts if not fact.corrects and fact.assertion in _RANK),
                key=lambda fact: _RANK[fact.assertion],
            )
            before = {finding for finding, record in records.items() if record.present}
            for fact in (*plain, *(fact for fact in facts if fact.corrects)):
                record = records.setdefault(fact.finding, _Record())
                named = spans[fact.start, fact.end] == 1 and fact.start >= 0
                self._say(record, fact, kept=fact.finding in before and not named)
            for other, fact in withdrawals(facts, self.knowledge):
                if other in before:
                    records[other].say_absent(fact)
            for fact in facts:
                if fact.assertion == "historical":
                    self.past[fact.finding] = (*self.past.get(fact.finding, ()), fact)
        return records

    def _say(self, record: _Record, fact: Fact, kept: bool) -> None:
        """Adds one fact; ``kept``: it was present, and no words of this message name it alone."""
        if fact.assertion == "present":
            record.say_present(fact)
        elif fact.assertion == "possible":
            if fact.question == fact.finding:
                record.say_present(fact, hedged=True)
            else:
                record.say_possible(fact)
        elif fact.assertion == "absent" and not (kept and self._only_in_passing(fact)):
            record.say_absent(fact)

    def _only_in_passing(self, fact: Fact) -> bool:
        """Whether an absent danger sign was never named: a plain "no" to a wide question."""
        in_passing = fact.question in SCREENING_QUESTIONS and not fact.corrects
        return in_passing and self.is_danger(fact.finding)

    def _aged(self, fact: Fact) -> Fact:
        """``fact`` with its days counted up to the day the sheet is read on."""
        if not (fact.told_on and self.sheet.date and fact.told_on < self.sheet.date):
            return fact
        passed = (date.fromisoformat(self.sheet.date) - date.fromisoformat(fact.told_on)).days
        changes = {}
        if fact.attributes.onset_days is not None:
            low, high = fact.attributes.onset_days
            changes["onset_days"] = (low + passed, high + passed)
        if fact.attributes.weeks is not None:
            first, last = fact.attributes.weeks
            changes["weeks"] = (first + passed / 7, last + passed / 7)
        if not changes:
            return fact
        attributes = msgspec.structs.replace(fact.attributes, **changes)
        return msgspec.structs.replace(fact, attributes=attributes)

    def _mirror_pregnancy(self, person: Person) -> Person:
        """Profile and findings tell the same of pregnancy and birth; present wins."""
        told = {"pregnant": person.pregnant}
        if person.postpartum_weeks is not None:
            told["postpartum"] = True
        for finding, value in told.items():
            if value is None or self.held(finding).state == "present":
                continue
            weeks = person.weeks if finding == "pregnant" else person.postpartum_weeks
            attributes = Attributes(weeks=(weeks, weeks)) if weeks is not None else NO_ATTRIBUTES
            told_by = (Fact(finding, attributes=attributes),)
            instance = Instance(ANYWHERE, attributes, told_by)
            self._held[finding] = (
                Held("present", (instance,), told_by) if value else Held("absent", ())
            )
        if self.held("pregnant").state == "present":
            return msgspec.structs.replace(person, pregnant=True)
        return person

    def _imply(self) -> None:
        """Pass presence on along ``implies``, then exclude the opposites of what is present."""
        findings = self.knowledge.findings
        waiting = list(self.present())
        while waiting:
            source = waiting.pop()
            known = findings.get(source)
            for target in known.implies if known else ():
                held = self.held(target)
                if held.state == "unknown" or (held.implied and held.state == "present"):
                    grown = self._implied(held, self._held[source], target)
                    if len(grown.instances) > len(held.instances):
                        self._held[target] = grown
                        waiting.append(target)
        for source, target in self._opposites():
            if self.held(source).state == "present" and self.held(target).state == "unknown":
                self._held[target] = Held("absent", (), self._held[source].facts, implied=True)

    def _opposites(self) -> Iterator[tuple[str, str]]:
        for finding in self.knowledge.findings.values():
            for other in finding.opposite:
                yield finding.id, other
                yield other, finding.id

    def _implied(self, held: Held, source: Held, target: str) -> Held:
        """``held`` with the instances of ``source`` added, as far as ``target`` may carry them."""
        allowed = self.knowledge.findings[target].attributes
        instances = list(held.instances)
        sides = {instance.side for instance in instances}
        for instance in source.instances:
            side = instance.side if "side" in allowed else ANYWHERE
            if side not in sides and side not in held.absent_sides:
                passed = {
                    field: getattr(instance.attributes, field)
                    for field in ("site", *TIMES_PASSED_ON)
                    if field in allowed
                }
                attributes = Attributes(**passed)
                instances.append(Instance(side, attributes, instance.facts, instance.hedged))
                sides.add(side)
        return Held("present", tuple(instances), source.facts, implied=True)

    def _trouble(self) -> tuple[Instance, ...]:
        """The complaint wherever it is present: how the trouble as a whole began stands there."""
        findings = (*COMPLAINT, *COMPLAINT_THAT_STAYS)
        return tuple(i for finding in findings for i in self.held(finding).instances)

    def _complaint_side(self) -> str:
        """The side of the cramp or pain, by whatever name it was told."""
        findings = self.knowledge.findings
        told = (
            name
            for name in self._held
            if name in COMPLAINT
            or (name in findings and set(findings[name].implies) & set(COMPLAINT))
        )
        return side_of(i for name in told for i in self._held[name].instances)

    def _side_with_complaint(self) -> None:
        """Where no side was told it is that of the complaint: for signs, if that is one leg."""
        group = self.knowledge.groups.get(SIDED_GROUP)
        signs = group.any_of if group and self.complaint_side in (*OF_TWO, "one") else ()
        sides = OF_TWO if self.complaint_side == "both" else (self.complaint_side,)
        for finding in dict.fromkeys((*COMPLAINT_THAT_STAYS, *signs)):
            self._give_side(finding, sides)
        asked = self.knowledge.groups.get(ONE_LEG_GROUP)
        for finding in asked.any_of if asked else ():
            questions = {fact.question for fact in self.held(finding).facts}
            if questions & {finding, *SCREENING_QUESTIONS}:
                self._give_side(finding, ("one",))

    def _give_side(self, finding: str, sides: tuple[str, ...]) -> None:
        """Put a finding on ``sides``, if it is present and its side was not told."""
        held = self.held(finding)
        if held.state == "present" and side_of(held.instances) == ANYWHERE:
            sided = tuple(
                msgspec.structs.replace(instance, side=side)
                for instance in held.instances
                for side in sides
            )
            self._held[finding] = msgspec.structs.replace(held, instances=sided)

    def _read_medicines(self) -> tuple[dict[str, tuple[Medicine, ...]], dict[str, State]]:
        latest: dict[str, Medicine] = {}
        for medicine in self.sheet.medicines:
            name = medicine.name.casefold()
            before = latest.get(name)
            same_message = before is not None and before.turn == medicine.turn
            if not (same_message and before is not None and before.assertion == "present"):
                latest[name] = medicine
        taken: dict[str, tuple[Medicine, ...]] = {}
        other: dict[str, State] = {}
        for medicine in latest.values():
            for name in medicine.all_classes():
                if medicine.assertion == "present":
                    taken[name] = (*taken.get(name, ()), medicine)
                elif medicine.assertion == "possible":
                    other[name] = "possible"
                elif medicine.assertion == "absent":
                    other.setdefault(name, "absent")
        return taken, other
