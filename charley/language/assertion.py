"""What a message says about each finding that it mentions: that it is there, or not, or was."""

from __future__ import annotations

from charley.facts import Assertion, FactSheet
from charley.language.reading import Mention
from charley.language.text import Text


def assertions(
    text: Text, mentions: tuple[Mention, ...], sheet: FactSheet | None = None
) -> tuple[Assertion, ...]:
    """One assertion for each mention."""
    return tuple("absent" if mention.denies else "present" for mention in mentions)
