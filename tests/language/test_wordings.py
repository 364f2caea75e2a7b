"""The pattern language of the wordings: what a pattern matches, and what it does not."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from charley.language.text import read_text
from charley.language.wordings import Matcher
from charley.schema.wordings import Line, WordingBook, load_wordings, place_words, wording_book
from charley.schema.yaml_lines import KnowledgeError

CLASSES = {
    "filler": ("my", "the", "is", "very", "kind of", "really"),
    "leg": ("leg", "calf", "back of the leg"),
    "swollen": ("swollen", "puffed up", "@big"),
    "big": ("huge", "big"),
}


def found(pattern: str, text: str, kind: str = "say", *more: Line) -> list[str]:
    lines = (Line("leg_swelling", kind, pattern, "here:1"), *more)
    book = WordingBook(lines, MappingProxyType(CLASSES), MappingProxyType({}))
    matcher = Matcher(book)
    message = read_text(text)
    mentions = matcher.find(message, matcher.page(message))
    return [text[mention.start : mention.end] for mention in mentions]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("ache", "it aches", ["aches"]),
        ("ache", "an aching leg", ["aching"]),
        ("=aching", "it aches", []),
        ("=aching", "an aching leg", ["aching"]),
        ("tight sock", "my tight sock", ["tight sock"]),
        ("tight sock", "tight my very sock", ["tight my very sock"]),
        ("tight sock", "tight red sock", []),
        ("tight .. sock", "tight red woolly sock", ["tight red woolly sock"]),
        ("tight .. sock", "tight a1 b2 c3 d4 sock", []),
        ("tight ... sock", "tight a1 b2 c3 d4 sock", ["tight a1 b2 c3 d4 sock"]),
        ("tight .. sock", "tight. red sock", []),
        ("tight .. sock", "tight but red sock", []),
        ("(tight|too small) sock", "too small sock", ["too small sock"]),
        ("very? tight sock", "tight sock", ["tight sock"]),
        ("(much too)? tight sock", "much too tight sock", ["much too tight sock"]),
        ("@leg & @swollen", "my calf is puffed up", ["calf is puffed up"]),
        ("@leg & @swollen", "a huge leg", ["huge leg"]),
        ("@leg & @swollen", "swollen. my leg", []),
        ("@leg & @swollen", "back of the leg big", ["back of the leg big"]),
        ("@leg & @swollen", "leg 1 2 3 4 5 6 7 8 9 swollen", []),
        ("red & hot & leg", "leg hot and red", ["leg hot and red"]),
        ("woken # times", "woken 3 times", ["woken 3 times"]),
        ("woken # times", "woken up times", []),
        ("golf-ball", "like a golf ball", ["golf ball"]),
        ("cant feel", "I can't feel it", ["can't feel"]),
        ("tight|small sock", "a small sock", ["small sock"]),
        ("tight sock", "tight kind of sock", ["tight kind of sock"]),
    ],
)
def test_pattern(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("swollen glands", []),
        ("my leg aches and i have swollen glands", []),
        ("swollen glands and a swollen leg", ["swollen leg"]),
        ("my leg is swollen", ["leg is swollen"]),
    ],
)
def test_not_takes_its_words_away(text: str, expected: list[str]) -> None:
    spoiler = Line("leg_swelling", "not", "swollen gland", "here:2")
    assert found("@leg & @swollen", text, "say", spoiler) == expected


def test_a_longer_denial_beats_a_shorter_statement() -> None:
    lines = (
        Line("leg_swelling", "say", "swollen", "here:1"),
        Line("leg_swelling", "absent", "swollen neither side", "here:2"),
    )
    matcher = Matcher(WordingBook(lines, MappingProxyType(CLASSES), MappingProxyType({})))
    message = read_text("swollen neither side")
    (mention,) = matcher.find(message, matcher.page(message))
    assert mention.denies


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("(a|b", "a '\\)' is missing"),
        ("a)", "too many"),
        ("a ..", "something is missing"),
        ("@nothing", "unknown word class"),
        ("& a", "something is missing"),
        (".. a", "begins with a gap"),
        ("a?", "needs no word at all"),
    ],
)
def test_a_wrong_pattern_names_its_line(pattern: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=f"here:1.*{problem}"):
        found(pattern, "x")


def test_a_class_may_not_name_itself() -> None:
    book = WordingBook(
        (Line("leg_swelling", "say", "@one", "here:1"),),
        MappingProxyType({"filler": ("my",), "one": ("@two",), "two": ("@one",)}),
        MappingProxyType({}),
    )
    with pytest.raises(KnowledgeError, match="names itself"):
        Matcher(book)


def test_an_unknown_finding_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "wordings").mkdir()
    (tmp_path / "findings").mkdir()
    (tmp_path / "places.yml").write_text("- {id: whole_leg, label: leg}\n")
    (tmp_path / "words.yml").write_text("filler: [my]\n")
    wrong = tmp_path / "wordings" / "a.yml"
    wrong.write_text("# first line\n- finding: nowhere\n  say: [x]\n")
    with pytest.raises(KnowledgeError, match=r"a\.yml:3: unknown finding 'nowhere'"):
        load_wordings(tmp_path)


def test_every_place_of_the_leg_is_a_leg_and_a_place() -> None:
    classes = wording_book().classes
    assert {"calf", "sole", "leg"} <= set(classes["leg"])
    assert set(classes["leg"]) < set(classes["place"])
    assert "calf" not in classes["foot"] and "sole" in classes["foot"]


def test_place_words_follow_the_parts() -> None:
    from charley.schema.models import Place

    places = {
        "whole_leg": Place(id="whole_leg", label="whole leg"),
        "foot": Place(id="foot", label="foot", part_of="whole_leg", say=("feet",)),
    }
    assert place_words(places, "whole_leg") == ("whole leg", "leg", "foot", "feet")


def test_the_projects_own_wordings_compile() -> None:
    assert Matcher(wording_book())
