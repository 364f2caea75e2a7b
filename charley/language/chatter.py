"""Talk around an answer: fear, a joke or the weather before the "no" that counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from charley.facts import Fact
from charley.language.places import find_places
from charley.language.plain import Plain, polarity
from charley.language.text import Text
from charley.schema.answers import answer_words

TOLD_AWAY = ("historical", "other_person")
NOTHING = ("nothing", "none", "neither", "nowt")


def pieces(text: Text) -> Iterator[tuple[int, int]]:
    """The first and last token of each part of a message between commas and clause borders."""
    tokens = text.tokens
    starts = [
        t.index
        for t in tokens
        if not t.index or "," in t.before or t.clause != tokens[t.index - 1].clause
    ]
    for start, following in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield start, following - 1


def plain_after_chatter(
    text: Text, facts: Sequence[Fact], telling: Collection[str]
) -> Plain | None:
    """The plain answer that a message comes to after talk that tells nothing of the body.

    It must be all that the rest of the message says. What was long ago, or is someone else's, is
    such talk as well: "I had chest pain last year, nothing now". Where anything else before it
    names a place of the body, a finding, or a word of what was asked, the message is left to be
    asked about again.

    Args:
        text: the message.
        facts: what wordings found in it.
        telling: stems that name what was asked about.
    """
    last = list(pieces(text))[-1][0]
    closed = text.tokens[last].norm in NOTHING  # "no fever, no swelling, nothing"
    old = [
        f
        for f in facts
        if f.assertion in TOLD_AWAY
        or (f.assertion == "absent" and (closed or f.start >= text.tokens[last].start))
    ]
    past = {t.index for f in old for t in text.tokens if f.start <= t.start < f.end}
    places = {i for span in find_places(text) for i in range(span.first, span.last + 1)}
    if any(fact.start >= 0 and fact not in old for fact in facts) or places - past:
        return None
    for first, _ in list(pieces(text))[1:]:
        if any(t.stem in telling and t.index not in past for t in text.tokens[:first]):
            return None
        plain = polarity(text, begin=first)
        if plain is not None and plain.alone:
            return plain
    return None


def of_fear(text: Text, facts: Sequence[Fact]) -> frozenset[int]:
    """The tokens of parts that tell of fear or ask for help, and of nothing else."""
    known, found = answer_words().fear, set[int]()
    places = {i for span in find_places(text) for i in range(span.first, span.last + 1)}
    for first, last in pieces(text):
        inside = range(first, last + 1)
        start, end = text.tokens[first].start, text.tokens[last].end
        tells = any(fact.start < end and fact.end > start for fact in facts)
        afraid = any(text.tokens[i].norm in known for i in inside)
        if afraid and not tells and not places & set(inside):
            found.update(inside)
    return frozenset(found)
