"""The page of conversations can be written anew, and each of them comes to a result."""

from __future__ import annotations

from tests.people.transcripts import PAGE, page


def test_every_conversation_comes_to_a_result() -> None:
    conversations = page().split("\n## ")[1:]
    assert len(conversations) == 3
    assert all("This is not a diagnosis" in text for text in conversations)


def test_the_page_holds_the_same_conversations() -> None:
    kept = PAGE.read_text(encoding="utf-8")
    titles = [line for line in page().splitlines() if line.startswith("## ")]
    assert [line for line in kept.splitlines() if line.startswith("## ")] == titles
