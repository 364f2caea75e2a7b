"""Who the patient is: age, sex, pregnancy, and whether the patient is the one who types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from charley.facts import Fact, FactSheet
from charley.language.ages import find_age
from charley.language.apart import sets_apart
from charley.language.chatter import pieces
from charley.language.line import read_line
from charley.language.phrases import PhraseTable
from charley.language.plain import polarity
from charley.language.pregnancy import find_pregnancy
from charley.language.text import Text
from charley.schema.answers import answer_words
from charley.schema.person_words import Sex, person_words

_MY_CHILD = re.compile(r"\bmy #\d+ %(?:year|month|week)s? old\b")
BEFORE_RELATIVE = frozenset(
    {"my", "our", "a", "the", "old", "elderly", "is", "for", "her",
     "his", "poor", "dear", "little", "youngest", "older", "younger"}
)  # fmt: skip
BEFORE_SEX = frozenset(
    {"a", "an", "old", "yo", "am", "im", "as", "elderly", "pregnant",
     "young", "healthy", "fit", "white", "black", "asian", "retired", "active", "yr", "yrs"}
)  # fmt: skip
NEAR_RELATIVE = 12  # tokens after "my dad" in which his trouble is told


@lru_cache(maxsize=1)
def _relatives() -> PhraseTable[Sex]:
    return PhraseTable(
        {word: sex for sex, words in person_words().relatives.items() for word in words}
    )


@lru_cache(maxsize=1)
def _self_sex() -> PhraseTable[Sex]:
    return PhraseTable(
        {word: sex for sex, words in person_words().self_sex.items() for word in words}
    )


@lru_cache(maxsize=1)
def _asking_for() -> PhraseTable[bool]:
    return PhraseTable(dict.fromkeys(person_words().asking_for, True))


@lru_cache(maxsize=1)
def _who_words() -> PhraseTable[str]:
    known = answer_words()
    words = dict.fromkeys(known.self_words, "self")
    return PhraseTable({**words, **dict.fromkeys(known.other_words, "carer")})


class _Profile:
    """Reads one message."""

    def __init__(self, text: Text, sheet: FactSheet | None, question: str | None) -> None:
        self.text, self.question = text, question
        self.person = sheet.person if sheet else None
        self.words = [token.norm for token in text.tokens]
        self.relatives = [
            (first, last, sex)
            for first, last, sex in _relatives().find(self._plain(), text.tokens)
            if not (question == "who" and self._only_sex(first))
            and self._names_someone(first, last)
        ]

    def _names_someone(self, first: int, last: int) -> bool:
        """Whether a word such as "sister" or "eldest" stands for a person of whom is told."""
        return (
            self.question == "who"
            or self.words[first] in ("youngest", "eldest", "oldest")
            or self._opens_with(first, last)
            or (first > 0 and self.words[first - 1] in BEFORE_RELATIVE)
        )

    def _only_sex(self, first: int) -> bool:
        """Whether a word such as "old man" only tells the sex of who types: "45 yr old man"."""
        before = self.words[max(0, first - 4) : first]
        counted = any(word.isdigit() for word in before[-2:])
        return "my" not in before and (counted or bool({"i", "im", "am"} & set(before)))

    def _opens_with(self, first: int, last: int) -> bool:
        """Whether a relative opens a statement: "daughter age 5 wakes up crying"."""
        opens = first == self.text.clause_of(first).first
        return opens and self.words[last + 1 : last + 2] not in (
            ["of"],
            ["to"],
            ["here"],
            ["and"],
            ["due"],
        )

    def _plain(self) -> list[str]:
        """The words with the "s" of "my dad's legs" taken off."""
        known = {w for words in person_words().relatives.values() for w in words}
        return [
            w[:-1] if w.endswith("s") and w[:-1] in known and w not in known else w
            for w in self.words
        ]

    def speaker(self) -> tuple[str | None, Sex | None]:
        """Who is typing, and the sex of the patient where a relative is the patient."""
        if self.question == "who":
            return self._answer_to_who()
        asking = next(iter(_asking_for().find(self.words, self.text.tokens)), None)
        if asking:
            return "carer", self._sex_after(asking[0])
        about = self._asks_about()
        if about:
            return "carer", about[2]
        known = self.person.speaker if self.person else None
        if known is None and self.question in ("age", "sex"):
            told = self._named_at_person()
            if told:
                return told
        if known:
            unsaid = self.person is not None and self.person.sex is None
            return None, self._sex_after(0) if known == "carer" and unsaid else None
        if self._my_child():
            return "carer", self._sex_after(0)
        patient = self._patient_relative()
        if patient:
            return "carer", patient[2]
        return ("self", None) if self._only_me() else (None, None)

    def _named_at_person(self) -> tuple[str, Sex | None] | None:
        """Who is meant where only age or sex was asked: "mum is 79", "he's a boy"."""
        known = person_words()
        if (
            self.relatives
            and self.relatives[0][0] <= 1
            and not known.first_person & set(self.words[: self.relatives[0][0]]) - {"my"}
        ):
            return "carer", self.relatives[0][2]
        for sex, pronouns in known.pronouns.items():
            if pronouns & set(self.words) and not {"i", "im"} & set(self.words):
                return "carer", sex
        return None

    def _asks_about(self) -> tuple[int, int, Sex] | None:
        """The relative of "it is about my mum", whatever the writer tells of themselves."""
        for first, last, sex in self.relatives:
            led = first >= 2 and self.words[first - 1] == "my"
            if led and self.words[first - 2] in ("about", "for"):
                opens = first - 2 == self.text.clause_of(first).first
                if opens or self.words[first - 3] in person_words().asks_about:
                    return first, last, sex
        return None

    def _only_me(self) -> bool:
        """Whether the writer tells of a leg of their own, or of their trouble and nobody else's."""
        known = person_words()
        others = set().union(*known.pronouns.values()) | {"their", "they", "theyre", "theyve"}
        if self._my_child():
            return False
        if any(word == "my" and self._own_leg(at + 1) for at, word in enumerate(self.words)):
            return True
        if self.relatives or others & set(self.words):
            return False
        return any(
            self._suffers(index, word) or self._introduces_oneself(index)
            for index, word in enumerate(self.words)
        )

    def _introduces_oneself(self, at: int) -> bool:
        """Whether "I'm 47" or "I am pregnant" begins here."""
        first = at + 1 if self.words[at] == "im" else at + 2
        if self.words[at] != "im" and self.words[at : at + 2] != ["i", "am"]:
            return False
        said = self.words[first : first + 2]
        return bool(said) and (said[0].isdigit() or "pregnant" in said)

    def _own_leg(self, at: int) -> bool:
        """Whether "my" is followed by a leg, with nothing but which one between."""
        known = person_words()
        for word in self.words[at : at + 4]:
            if word in known.trouble:
                return True
            if word not in known.which_leg:
                return False
        return False

    def _suffers(self, at: int, word: str) -> bool:
        """Whether an "I" gets, has or feels the trouble that is named after it."""
        known = person_words()
        if word not in ("i", "im", "ive"):
            return False
        doing = self.words[at + 1 : at + 5]
        return bool(known.suffers & set(doing)) and bool(
            set(self.words[at + 2 : at + 9]) & known.trouble
        )

    def _my_child(self) -> bool:
        """Whether it is about "my 8 year old"."""
        return bool(_MY_CHILD.search(read_line(self.text).text)) and not self._own_trouble()

    def _answer_to_who(self) -> tuple[str | None, Sex | None]:
        plain = polarity(self.text)
        said = " ".join(self.words)
        if any(phrase in said for phrase in person_words().about_me) and "not" not in self.words:
            return "self", None
        if self.relatives or self._my_child():
            return "carer", self._sex_after(0)
        for _, _, who in _who_words().find(self.words, self.text.tokens):
            return who, None
        if plain and plain.kind == "yes":
            return "self", None
        for sex, words in person_words().pronouns.items():
            if words & set(self.words):
                return "carer", sex
        return None, None

    def _sex_after(self, at: int) -> Sex | None:
        for first, _, sex in self.relatives:
            if first >= at:
                return sex
        return None

    def _patient_relative(self) -> tuple[int, int, Sex] | None:
        """A relative whose own legs or cramps are told of, where the writer tells of none."""
        known = person_words()
        if not self.relatives or self._own_trouble() or sets_apart(self.text):
            return None
        for first, last, sex in self.relatives:
            after = self.words[last + 1 : last + 1 + NEAR_RELATIVE]
            if after and after[0] in known.helps:
                continue
            if self._far(first, last):
                continue
            told = self.words[last + 1 :]
            old = told[:1] == ["had"] and not known.now & set(told)
            if not old and (set(after) & known.trouble or self._possessed(last + 1)):
                return first, last, sex
        return None

    def _far(self, first: int, last: int) -> bool:
        """Whether it is someone for whom nobody would come here: a colleague, "her mother"."""
        known = person_words()
        owners = set().union(*known.pronouns.values())
        named = set(self.words[first : last + 1])
        return bool(named & known.far) or self.words[first - 1] in owners

    def _possessed(self, at: int) -> bool:
        """Whether a later "his leg" or "her calf" shows whose trouble it is."""
        known = person_words()
        owners = set().union(*known.pronouns.values()) | {"their"}
        return any(
            self.words[i] in owners and set(self.words[i + 1 : i + 4]) & known.trouble
            for i in range(at, len(self.words))
        )

    def _own_trouble(self) -> bool:
        known = person_words()
        for index, word in enumerate(self.words):
            if (
                word in ("my", "me")
                and set(self.words[index + 1 : index + 4]) & known.trouble
                and not self._is_relative(index + 1)
            ):
                return True
            if (
                word in ("i", "im", "ive")
                and set(self.words[index + 1 : index + 5]) & known.trouble
            ):
                return True
        return False

    def _is_relative(self, at: int) -> bool:
        return any(first <= at + 1 and at <= last for first, last, _ in self.relatives)

    def sex(self, carer: bool) -> Sex | None:
        """Sex in words: "I'm a 64 year old woman", "male", "she is" for a carer's patient."""
        for first, last, sex in _self_sex().find(self.words, self.text.tokens):
            if self._tells_sex(first, last):
                return sex
        if carer:
            for sex, words in person_words().pronouns.items():
                others = set().union(*(w for s, w in person_words().pronouns.items() if s != sex))
                if words & set(self.words) and not others & set(self.words):
                    return sex
        return None

    def _tells_sex(self, first: int, last: int) -> bool:
        if self.question == "sex":
            return self.words[first - 1] not in ("not", "isnt", "no") if first else True
        before = self.words[max(0, first - 8) : first]
        if self.question in ("who", "age") and self._stands_alone(first, last):
            return True
        word = self.words[first]
        around = [self.words[i] for i in (first - 1, last + 1) if 0 <= i < len(self.words)]
        if any(near.isdigit() and len(near) == 2 for near in around):
            return True
        if len(word) == 1:
            return False
        if "my" in before or "not" in before or self._is_relative(first):
            return False
        named = {"im", "am", "i", "as", "year", "yo", "old", "yr"} & set(before[-6:])
        aged = any(w.isdigit() and len(w) == 2 for w in before[-3:])
        return bool(named and before and before[-1] in BEFORE_SEX) or aged

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether a word is a part of the answer for itself: "36, male", "and I am male"."""
        bare = any(begin == first and end == last for begin, end in pieces(self.text))
        return bare or self.words[first - 1 : first] in (["am"], ["im"])

    def age(self, today: date, carer: bool) -> float | None:
        """Age of the patient; that of a relative who is not the patient is left out."""
        line = read_line(self.text)
        found = find_age(self.text, line, today, asked=self.question == "age")
        if found is None:
            return None
        value, at = found
        clause = self.text.clause_of(at)
        others = [
            r
            for r in self.relatives
            if clause.first <= r[0] <= at + 4 and self.text.tokens[r[0]].clause == clause.index
        ]
        between = set(self.words[others[-1][1] + 1 : at]) if others else set()
        if others and not carer and not between & {"i", "im"}:
            return None
        return value


def speaker_of(
    text: Text, sheet: FactSheet | None, question: str | None
) -> Literal["self", "carer"] | None:
    """Who types, as far as this message or the sheet tells."""
    speaker, _ = _Profile(text, sheet, question).speaker()
    known = sheet.person.speaker if sheet is not None else None
    return "carer" if (speaker or known) == "carer" else known or ("self" if speaker else None)


def read_profile(
    text: Text,
    sheet: FactSheet | None,
    question: str | None,
    *,
    today: str,
    facts: Sequence[Fact] = (),
) -> dict[str, Any]:
    """What a message says of the person; keys of ``Person`` that it gave.

    Args:
        text: the message.
        sheet: what is known so far.
        question: the open question.
        today: ISO date of the message.
        facts: the facts of the message, for pregnancy.
    """
    day = date.fromisoformat(today)
    reader = _Profile(text, sheet, question)
    speaker, relative_sex = reader.speaker()
    known = sheet.person.speaker if sheet else None
    carer = (speaker or known) == "carer"
    profile: dict[str, Any] = {}
    if speaker:
        profile["speaker"] = speaker
    sex = reader.sex(carer) or (relative_sex if relative_sex != "other" else None)
    if sex is None and carer and question == "who":
        sex = reader.sex(True)
    if sex:
        profile["sex"] = sex
    age = reader.age(day, carer)
    if age is not None:
        profile["age"] = age
    profile.update(find_pregnancy(text, facts, day, question))
    if (
        profile.get("pregnant")
        and "sex" not in profile
        and (sheet is None or sheet.person.sex is None)
    ):
        profile["sex"] = "F"
    return profile
