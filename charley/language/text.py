"""A message as tokens and clauses, with the place of each in what the person typed.

The tokeniser is one regular expression, not spaCy's: spaCy keeps every string that it ever saw (a
server that runs for months would grow with what people type) and takes "can't" apart, which the
pattern language wants whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import msgspec
import snowballstemmer

LONGEST_MESSAGE = 10_000  # characters that are read; Rasa's channels admit more
LONG_CLAUSE = 40  # tokens after which a clause ends at the next word that may begin another
LONGEST_CLAUSE = 80
LONGEST_WORD = 40  # a longer run of letters is no word, and typo search grows with length

_STEMMER = snowballstemmer.stemmer("english")

_TOKEN = re.compile(
    r"""
      \d+(?:st|nd|rd|th)\b            # 3rd
    | \d+(?:[.,]\d+)*                 # 12  1.5  1,000
    | [½¼¾]
    | (?:do|does|did|is|are|was|were|has|have|had|could|would|should|wo)n[ ]t\b | can[ ]t\b
    | i[ ](?:m|ve|ll|d)\b | (?:it|he|she|that)[ ]s\b     # the apostrophe left out: don t
    | (?:w/o|b/c)\b | w/(?!\w*/)      # w/o  b/c  w/
    | [&+]
    | [^\W\d_](?:[^\W_]|'(?=[^\W\d_]))*  # calf  can't  b12
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_SIGNS = {"w/": "with", "w/o": "without", "b/c": "because", "&": "and", "+": "and"}
# Their bare forms are other words ("ill", "were"), so these keep a form of their own.
_KEPT_APART = {
    "i'll": "iwill",
    "we'll": "wewill",
    "he'll": "hewill",
    "she'll": "shewill",
    "we're": "weare",
    "i'd": "iwould",
    "we'd": "wewould",
    "she'd": "shewould",
}
# Snowball takes these for forms of other words ("evening" of even, "removals" of remove).
_OWN_STEM = {
    "evenings": "evening",
    **{
        word: word
        for word in (
            "alcoholic", "alcoholics", "bits", "business", "evening", "expect", "expectancy",
            "expectations", "expected", "expects", "fitness", "footing", "hardly", "lately",
            "likely", "medical", "operating", "operator", "periodic", "periodically", "pooped",
            "removal", "removals", "skinned", "skinny", "tires", "witness", "popping",
            "possibilities", "naturally", "nature", "actively", "activated", "activate",
            "businesses", "generally", "poster", "posted", "careful", "carefully", "mary", "oliver",
            "doris", "julie", "physics", "secretary", "party", "parties", "supportive", "poisonous",
            "footballer", "footballers", "gymnastics", "extremity", "extremities", "spoonful",
            "spoonfuls", "aids",
        )
    },
}  # fmt: skip
_HARD = re.compile(r"[.;?!\n\r…]|\s[-–—]+\s|[–—]|-->|\u2022")
_CLAUSE_WORDS = frozenset({"but", "however", "although", "though", "tho", "altho", "whereas"})
_RUN_ON = frozenset({"and", "i", "ive", "im", "my", "it", "its", "so", "then", "also", "the"})
# What people and dictation put between the words of a sentence; it says nothing.
_FILLERS = (("um",), ("umm",), ("erm",), ("uh",), ("er",), ("you", "know"), ("like", "i", "said"))
_FILLER_STARTS = frozenset(filler[0] for filler in _FILLERS)
_NO_FILLER_AFTER = frozenset(
    {"the", "to", "an", "in", "at", "do", "did", "dont", "let", "if", "as", "how", "what", "local"}
)  # "in the ER", "do you know"
# A full stop after one of these, with a small letter or a number behind it, ends no sentence.
_SHORTENED = frozenset(
    {"yr", "yrs", "hr", "hrs", "min", "mins", "sec", "secs", "mo", "mos", "wk", "wks", "mg", "mgs",
     "mcg", "ml", "lb", "lbs", "approx", "dr", "mr", "mrs"}
)  # fmt: skip
_TITLES = frozenset({"dr", "mr", "mrs"})
_STRETCHED = re.compile(r"([a-z])\1{2,}")


class Token(msgspec.Struct, frozen=True):
    """One word or number.

    ``raw`` is what was typed, ``typed`` its normal form before and ``norm`` after typo
    correction, ``stem`` the Snowball stem of ``norm``; ``start`` and ``end`` are characters of the
    message, ``clause`` the index of its clause, ``before`` what stands between the token and the
    one before it, without spaces ("," or "." or "").
    """

    index: int
    raw: str
    start: int
    end: int
    typed: str
    norm: str
    stem: str
    clause: int
    before: str


class Clause(msgspec.Struct, frozen=True):
    """A run of tokens, ``first`` to ``last``, both inclusive, that belong together.

    ``opener`` is the word that began it ("but") or "", ``closer`` the mark that ended it ("?").
    """

    index: int
    first: int
    last: int
    opener: str
    closer: str


class Text(msgspec.Struct, frozen=True):
    """A message, taken apart; ``raw`` is exactly what was typed."""

    raw: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]

    def clause_of(self, token: int) -> Clause:
        """The clause that a token belongs to."""
        return self.clauses[self.tokens[token].clause]

    def quote(self, first: int, last: int) -> str:
        """The person's own words from one token to another, both inclusive."""
        return self.raw[self.tokens[first].start : self.tokens[last].end]


class Speller(Protocol):
    """Corrects the words of a message."""

    def correct(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """One corrected word for each word; most come back as they are."""
        ...


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The Snowball stem of a normalised word."""
    return _OWN_STEM.get(word) or str(_STEMMER.stemWord(word))


@lru_cache(maxsize=20_000)
def normalise(word: str) -> str:
    """The normal form of one typed word: lower case, no apostrophes, no stretched letters."""
    word = word.translate(_QUOTES).lower().replace(" ", "'")
    if word in _SIGNS:
        return _SIGNS[word]
    if word in _KEPT_APART:
        return _KEPT_APART[word]
    word = word.replace("'", "")
    return _STRETCHED.sub(r"\1\1", word) if len(word) > 3 else word


def _cut(raw: str) -> list[tuple[int, int]]:
    """Start and end of every token; one character stands for one, so that places stay true."""
    same_length = raw[:LONGEST_MESSAGE].translate(_QUOTES)
    return [match.span() for match in _TOKEN.finditer(same_length)]


def _spoken(raw: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of the words without fillers; all of them where there is nothing else."""
    words = [normalise(raw[start:end]) for start, end in spans]
    if _FILLER_STARTS.isdisjoint(words):
        return spans
    kept, at = [], 0
    while at < len(words):
        before = words[at - 1] if at else ""
        sizes = [len(f) for f in _FILLERS if tuple(words[at : at + len(f)]) == f]
        if sizes and before not in _NO_FILLER_AFTER:
            at += sizes[0]
            continue
        kept.append(spans[at])
        at += 1
    return kept or spans


def _borders(gaps: list[str], words: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """For each token: does a clause begin here, and with which word.

    Speech typed by a phone has no marks at all: a clause that grows long ends at the next word that
    may begin another one, and at the latest at ``LONGEST_CLAUSE``, which bounds all later work.
    """
    length = 0
    for gap, word in zip(gaps, words, strict=True):
        opener = word if word in _CLAUSE_WORDS else ""
        too_long = length >= LONG_CLAUSE and word in _RUN_ON
        begins = not length or bool(opener) or too_long or length >= LONGEST_CLAUSE
        begins = begins or (gap != " " and bool(_HARD.search(gap)))
        length = 1 if begins else length + 1
        yield begins, opener


def read_text(raw: str, speller: Speller | None = None) -> Text:
    """Take a message apart.

    Args:
        raw: the message as typed; only its first 10,000 characters are read.
        speller: corrects typos; without one the words stay as they are.
    """
    cut = [(start, min(end, start + LONGEST_WORD)) for start, end in _cut(raw)]
    spans = _spoken(raw, cut)
    typed = tuple(normalise(raw[start:end]) for start, end in spans)
    words = speller.correct(typed) if speller else typed
    edges = [0, *(end for _, end in spans)]
    gaps = [_WORDS.sub("", raw[edge:start]) for edge, (start, _) in zip(edges, spans, strict=False)]
    for index in range(1, len(spans)):
        if gaps[index].strip() == "." and _goes_on(typed[index - 1], raw[spans[index][0]]):
            gaps[index] = " "
    tokens: list[Token] = []
    openings: list[tuple[int, str]] = []
    for index, (begins, opener) in enumerate(_borders(gaps, words)):
        if begins:
            openings.append((index, opener))
        start, end = spans[index]
        tokens.append(
            Token(
                index=index,
                raw=raw[start:end],
                start=start,
                end=end,
                typed=typed[index],
                norm=words[index],
                stem=stem(words[index]),
                clause=len(openings) - 1,
                before="" if gaps[index] == " " else "".join(gaps[index].split()),
            )
        )
    tail = raw[edges[-1] : LONGEST_MESSAGE] if spans else ""
    return Text(raw=raw, tokens=tuple(tokens), clauses=_clauses(openings, [*gaps, tail]))


def _goes_on(word: str, following: str) -> bool:
    """Whether a full stop between a word and a character only shortens the word: "60 yr. old"."""
    return word in _SHORTENED and (not following.isupper() or word in _TITLES)


def _clauses(openings: list[tuple[int, str]], gaps: list[str]) -> tuple[Clause, ...]:
    if not openings:
        return ()
    ends = [first for first, _ in openings[1:]] + [len(gaps) - 1]
    return tuple(
        Clause(
            index=number,
            first=first,
            last=end - 1,
            opener=opener,
            closer=gaps[end].strip()[:1] if gaps else "",
        )
        for number, ((first, opener), end) in enumerate(zip(openings, ends, strict=True))
    )
