"""One message held against the open question: what it says plainly, and in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from charley.facts import Assertion, Fact
from charley.language.answer_patterns import (
    cuts,
    denials_of,
    matcher_of,
    signs_of,
    stems_that_name_nothing,
)
from charley.language.chatter import of_fear, pieces, plain_after_chatter
from charley.language.parts import well_at
from charley.language.plain import NOT_KNOWING, Plain, polarity, rest_is_padding
from charley.language.reading import Mention
from charley.language.text import Text, stem
from charley.language.time import find_measures
from charley.language.turns import ANSWERS, over, plain_by_turn, turns
from charley.schema.answers import answer_words
from charley.schema.person_words import person_words
from charley.schema.wordings import wording_book

NOT_THIS = frozenset(
    {"not", "no", "never", "without", "neither", "dont", "doesnt", "isnt", "nor", "wont", "cant"}
)


HARDLY = frozenset(
    {"hardly", "barely", "scarcely", "only", "about", "struggle", "struggling", "slightly", "less",
     "almost", "nearly", "used", "trouble", "difficult", "hard", "until", "before"}
)  # fmt: skip
DENIED_ONE_BY_ONE = ("triggers", "relief", "sleep_posture")
NO_IN_MORE_WORDS = ("hemodialysis", "pregnancy", "other_symptoms", "medications")
HAS = ("did", "had", "has", "does", "got", "was", "is", "have")  # of a relative
NOT_ONES_OWN = ("hypothetical", "other_person")
CLOSE = 4  # words of a fact that leave no room for another one between them
NO_BEHIND = (
    *("no", "nope", "nah", "never", "not"),
    *("doesnt", "dont", "isnt", "arent", "wont", "didnt"),
)
_NO_BEFORE_NAME = ("no", "none", "nope", "zero")


class AnswerReader:
    """Reads one message as the answer to one question."""

    def __init__(
        self,
        text: Text,
        question: str,
        focus: tuple[str, ...],
        facts: Sequence[Fact],
        today: str,
        turn: int,
    ) -> None:
        self.text, self.question, self.focus = text, question, focus
        self.today, self.turn = today, turn
        self.known = answer_words()
        self.findings = wording_book().findings
        self.is_finding = question in self.findings
        self.facts = [self._owned(fact) for fact in facts]
        self.plain = self._plain()
        self.facts = [fact for fact in self.facts if not self._is_only_words(fact)]
        if text.tokens and self.asks_back():
            own = {question, *self.known.questions.get(question, ())}
            self.facts = [fact for fact in self.facts if fact.finding not in own]
        self.own_words = False  # whether words that are enough at this question were found

    def _owned(self, fact: Fact) -> Fact:
        """Marks the fact that the question asked for as its answer."""
        asked = fact.finding == self.question or fact.finding in self.focus
        return msgspec.structs.replace(fact, question=self.question) if asked else fact

    def _is_only_words(self, fact: Fact) -> bool:
        """Whether a fact was read out of a phrase that as a whole says something else.

        "Hard to say" tells that somebody does not know, not that speech is slurred.
        """
        if any(cuts(fact, self.text, turn) for turn in turns(self.text, "unsure")):
            return True
        if self.plain is None or not self.plain.alone or self.plain.first == self.plain.last:
            return False
        tokens = self.text.tokens
        return (
            tokens[self.plain.first].start <= fact.start and fact.end <= tokens[self.plain.last].end
        )

    def _plain(self) -> Plain | None:
        plain = (
            polarity(self.text)
            or self._denied_by_name()
            or self._denied_of_oneself()
            or self._said_of_sides()
            or plain_after_chatter(self.text, self.facts, self._naming())
            or plain_by_turn(self.text, self._turn_kinds())
            or self._agreed_somewhere()
        )
        if plain is None:
            return None
        if plain.kind == "on_and_off" and not self.is_finding:
            plain = plain_by_turn(self.text, NOT_KNOWING) or plain  # "it varies, couldn't say"
        means = self.known.unsure_means.get(self.question)
        if means and plain.phrase in means.phrases:
            return msgspec.structs.replace(plain, kind="none_known")
        if plain.phrase in self.known.not_applicable and self.question in self.known.none_means:
            return msgspec.structs.replace(plain, kind="no")
        return plain

    def _said_of_sides(self) -> Plain | None:
        """A yes of one side beside a no of the other: "left yes, right no"."""
        words = [token.norm for token in self.text.tokens]
        said = [word for word in words if word in self.known.yes_anywhere]
        if not said or not self.is_finding or not {"left", "right", "one"} & set(words):
            return None
        at = words.index(said[0])
        return Plain("yes", at, at, False, said[0]) if at else None

    def _agreed_somewhere(self) -> Plain | None:
        """A "yeah" in the midst of an answer about one finding that denies nothing."""
        words = self.text.tokens
        if not self.is_finding or {t.norm for t in words} & (NOT_THIS | HARDLY):
            return None
        for word in words:
            if word.norm in self.known.yes_anywhere:
                return Plain("yes", word.index, word.index, False, word.norm)
        return None

    def _turn_kinds(self) -> tuple[str, ...]:
        """The kinds of turns of phrase that answer the question."""
        if self._of_signs:
            return ANSWERS
        return (*NOT_KNOWING, "no") if self.question in NO_IN_MORE_WORDS else NOT_KNOWING

    @property
    def _of_signs(self) -> bool:
        """Whether the question is one to which yes and no are answers about signs."""
        return self.is_finding or bool(self.focus)

    def _naming(self) -> frozenset[str]:
        """Stems that name what was asked about: the labels and words of the open findings."""
        asked = [f for f in (self.question, *self.focus) if f in self.findings]
        labels = [word for f in asked for word in self.findings[f].label.split()]
        short = [w for f in asked for say in signs_of(f) for w in say.split()]
        return frozenset(stem(word) for word in (*labels, *short)) - stems_that_name_nothing()

    def _denied_by_name(self) -> Plain | None:
        """A denial in a word of the question's own label: "no pain at all" of chest pain."""
        words = self.text.tokens
        finding = self.findings.get(self.question)
        if finding is None or len(words) < 2 or words[0].typed not in _NO_BEFORE_NAME:
            return None
        named = {stem(word) for word in finding.label.split()}
        if words[1].stem not in named:
            return None
        return Plain("no", 0, 1, rest_is_padding(self.text, 0, 1), "no")

    def _denied_of_oneself(self) -> Plain | None:
        """A denial for oneself after what others had: "my dad did but I haven't"."""
        if not self.is_finding:
            return None
        tokens = self.text.tokens
        starts = [
            t.index for t in tokens[1:] if "," in t.before or t.clause != tokens[t.index - 1].clause
        ]
        for start, following in zip(starts, [*starts[1:], len(tokens)], strict=False):
            first = start + (tokens[start].norm in self.known.contrast)
            said = " ".join(t.norm for t in tokens[first:following])
            if said in self.known.own_denials:
                return Plain("no", first, following - 1, True, said)
        return None

    def deny_by_words(self, findings: Sequence[str]) -> bool:
        """Denies what was asked where words do so that are enough here: "same as the other"."""
        said = self.plain.phrase.split()[0] if self.plain and self.kind == "yes" else ""
        if self.question not in self.known.denied_by or said in self.known.yes_anywhere:
            return False
        matcher = denials_of(self.question)
        for mention in matcher.find(self.text, matcher.page(self.text)):
            clause = self.text.clause_of(mention.first)
            beside = {
                t.norm
                for t in self.text.tokens
                if t.index not in mention.words
                and (t.clause == clause.index or t.index > mention.last)
            }
            if not beside & (NOT_THIS | HARDLY | {"except", "although", "though"}) and not (
                "but" in beside and clause.opener != "but"
            ):
                for finding in findings:
                    self.add(finding, "absent", mention.first, mention.last)
                return True
        return False

    def add_relative(self, finding: str) -> None:
        """Keeps that a relative has what the answer denies: "my sister did, not me"."""
        relatives = {name for names in person_words().relatives.values() for name in names}
        words = self.text.tokens
        for word, following in pairwise(words):
            named = word.norm.removesuffix("s") in relatives or word.norm in relatives
            if named and following.norm in HAS and following.norm not in NOT_THIS:
                start, end = word.start, following.end
                self.facts.append(
                    Fact(finding=finding, assertion="other_person", start=start, end=end,
                         text=self.text.raw[start:end], turn=self.turn, told_on=self.today)
                )  # fmt: skip
                return

    def asks_back(self) -> bool:
        """Whether the message asks what the question means: "what is dialysis?"."""
        words, closer = [t.norm for t in self.text.tokens[:2]], self.text.clauses[-1].closer
        if closer == "?" and len(self.text.clauses) == 1 and words[0] in self.known.asks_if:
            return True
        return words[0] in self.known.asks_back and closer != "."

    @property
    def kind(self) -> str:
        """What the plain answer is, or ""."""
        return self.plain.kind if self.plain else ""

    def alone(self) -> bool:
        """Whether the plain answer is all that the message says."""
        return self.plain is not None and self.plain.alone

    def own_facts(self) -> list[Fact]:
        """The facts of the message that are not only asked about, nor someone else's."""
        return [fact for fact in self.facts if fact.assertion not in NOT_ONES_OWN]

    def has(self, findings: Iterable[str], *assertions: str) -> bool:
        """Whether a fact of one of some findings is there, with one of some assertions."""
        wanted, said = (
            set(findings),
            set(assertions) or {"present", "absent", "possible", "historical"},
        )
        return any(f.finding in wanted and f.assertion in said for f in self.facts)

    def add(self, finding: str, assertion: Assertion, first: int, last: int) -> None:
        """One fact of the answer, with the words that say it."""
        if any(f.finding == finding and f.assertion not in NOT_ONES_OWN for f in self.facts):
            return
        start, end = self.text.tokens[first].start, self.text.tokens[last].end
        self.facts.append(
            Fact(finding=finding, assertion=assertion, text=self.text.raw[start:end], start=start,
                 end=end, turn=self.turn, told_on=self.today, question=self.question)
        )  # fmt: skip

    def add_plain(self, findings: Iterable[str], assertion: Assertion) -> None:
        """One fact for each finding, said by the plain answer."""
        if self.plain:
            for finding in findings:
                self.add(finding, assertion, self.plain.first, self.plain.last)

    def add_words(self) -> bool:
        """Facts of words that are enough at this question; whether there were any."""
        if self.question not in self.known.questions or self.asks_back():
            return False
        matcher, found = matcher_of(self.question), False
        mentions = matcher.find(self.text, matcher.page(self.text))
        for mention in mentions:
            inside = any(
                m.finding != mention.finding and set(mention.words) < set(m.words) for m in mentions
            )
            inside = inside or self._in_a_fact(mention)
            if not inside and self._said_not_to_be(mention):
                self._deny(mention)
            elif not inside:
                was = self.is_finding and over(self.text, mention.words)
                said: Assertion = "historical" if was else "present"
                self.add(mention.finding, said, mention.first, mention.last)
                found = True
        self.own_words = found
        return found

    def _said_not_to_be(self, mention: Mention) -> bool:
        """Whether a word is denied, or said to bring nothing on: "the flat is fine"."""
        if self.denied(mention.first) or self._refused(mention.last):
            return True
        return self.question == "triggers" and well_at(self.text, mention.last)

    def _refused(self, last: int) -> bool:
        """Whether a "no" right behind a token answers it: "stretching no, ice yes"."""
        following = self.text.tokens[last + 1 : last + 3]
        if not following or following[0].norm not in NO_BEHIND:
            return False
        clause = self.text.tokens[last].clause
        ends = len(following) == 1 or "," in following[1].before or following[1].clause != clause
        return ends and following[0].clause == clause

    def _deny(self, mention: Mention) -> None:
        """Denies what is said not to be: "not walking, not exercise, it is when I lie down"."""
        none = self.known.none_means.get(self.question)
        if self.question in DENIED_ONE_BY_ONE and not (none and mention.finding in none.present):
            self.add(mention.finding, "absent", mention.first, mention.last)

    def _in_a_fact(self, mention: Mention) -> bool:
        """Whether a fuller wording of another finding of this question has these words."""
        rivals = self.known.questions[self.question]
        return any(
            fact.start <= mention.start and mention.end <= fact.end
            for fact in self.facts
            if fact.finding != mention.finding and fact.finding in rivals
        )

    def denied(self, first: int) -> bool:
        """Whether a word of denial stands close before a token, or next but for small words."""
        clause = self.text.clause_of(first)
        start = max(clause.first, first - 2)
        small = self.known.padding
        while start > clause.first and self.text.tokens[start].norm in small - NOT_THIS:
            start -= 1
        commas = [i for i in range(start + 1, first + 1) if "," in self.text.tokens[i].before]
        before = [*self.text.tokens[commas[-1] if commas else start : first]]
        if self.kind == "no" and self.plain and self.plain.last < first:
            before = [t for t in before if t.index > self.plain.last]  # "no its clear"
        return any(token.norm in NOT_THIS for token in before)

    def in_longer_fact(self, token: int) -> bool:
        """Whether a word belongs to a fact that says more than it: "nearly *fainted*"."""
        tokens, small = self.text.tokens, self.known.padding
        for fact in self.facts:
            span = list(self.tokens_of(fact)) if fact.start >= 0 else []
            telling = [i for i in span if tokens[i].norm not in small]
            if token in span and len(telling) > 1 and len(span) <= CLOSE:
                return True
        return False

    def add_instead(self) -> None:
        """Denies what was asked where something is told in its place: "came close", of a faint."""
        asked = {self.question, *self.focus}
        if self.question in self.known.none_means:
            asked.update(self.known.none_means[self.question].absent)
        for fact in self.own_facts() if self.kind != "yes" else ():
            if fact.assertion == "present" and fact.start >= 0:
                tokens = list(self.tokens_of(fact))
                for finding in asked & set(self.known.instead.get(fact.finding, ())):
                    self.add(finding, "absent", tokens[0], tokens[-1])

    def add_opposites(self, findings: Iterable[str] = ()) -> None:
        """Denies what was asked where the message states its opposite ("I can feel it fine")."""
        for fact in tuple(self.facts):
            for asked in findings or self.focus or (self.question,):
                known, own = self.findings[fact.finding], self.findings[asked]
                excluded = asked in known.opposite or fact.finding in own.opposite
                if fact.assertion == "present" and excluded and fact.start >= 0:
                    tokens = list(self.tokens_of(fact))
                    self.add(asked, "absent", tokens[0], tokens[-1])

    def rest_unknown(self) -> int:
        """Words that neither the plain answer, a fact nor an empty word explains."""
        covered = {i for f in self.facts if f.start >= 0 for i in self.tokens_of(f)}
        covered |= of_fear(self.text, self.facts) | self._of_the_past()
        if self.plain:
            covered |= set(range(self.plain.last + 1))  # before it stand empty words or chatter
        return sum(
            t.index not in covered
            and t.norm not in self.known.padding
            and t.norm not in self.known.contrast
            for t in self.text.tokens
        )

    def _of_the_past(self) -> set[int]:
        """The words around what is over: "her left leg was weak, that was years ago"."""
        past = [i for f in self.facts if f.assertion == "historical" for i in self.tokens_of(f)]
        if not past:
            return set()
        around = {
            i
            for first, last in pieces(self.text)
            if any(first <= token <= last for token in past)
            for i in range(first, last + 1)
        }
        measures = find_measures(self.text, date.fromisoformat(self.today))
        return around | {i for m in measures for i in range(m.first, m.last + 1)}

    def tokens_of(self, fact: Fact) -> Iterable[int]:
        """The tokens that say a fact."""
        return (t.index for t in self.text.tokens if t.start < fact.end and t.end > fact.start)

    def rest_denied(self) -> Mention | None:
        """The words that deny what else was asked: "otherwise no", "none of the others".

        "Just the chest pain" does so as well, where it is all that is said.
        """
        found = turns(self.text, "rest")
        first = self.text.tokens[0]
        if not found and first.norm in ("just", "only") and not self.rest_unknown():
            return Mention("", 0, 0, first.start, first.end, first.norm, False, (0,))
        return found[-1] if found else None

    def contrasts(self) -> bool:
        """Whether a "but" or "except" follows the plain answer."""
        last = self.plain.last if self.plain else -1
        return any(t.norm in self.known.contrast for t in self.text.tokens[last + 1 :])
