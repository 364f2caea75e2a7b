"""Tokens, clauses, typos and languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charley.language.spelling import Speller, speller
from charley.language.text import LONGEST_CLAUSE, LONGEST_MESSAGE, read_text
from charley.language.tongue import language_of
from charley.schema.wordings import spelling_book


def norms(text: str) -> list[str]:
    return [token.norm for token in read_text(text).tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can’t FEEL it", ["i", "cant", "feel", "it"]),
        ("pain w/ cramp & heat", ["pain", "with", "cramp", "and", "heat"]),
        ("w/o any", ["without", "any"]),
        ("it's sooooo sore", ["its", "soo", "sore"]),
        ("he'll we're I'd", ["hewill", "weare", "iwould"]),
        ("3rd nite 10mins 2-3 1.5hrs", ["3rd", "nite", "10", "mins", "2", "3", "1.5", "hrs"]),
        ("b12 and co-codamol", ["b12", "and", "co", "codamol"]),
        ("my\tcalf\x00\x07hurts 😭🦵", ["my", "calf", "hurts"]),
        ("", []),
        ("😭", []),
        ("...", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert norms(text) == expected


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("it hurts. it is red", 2),
        ("swollen? no", 2),
        ("no swelling but red", 2),
        ("swelling - no", 2),
        ("no swelling, redness or heat", 1),
        ("a well-known pain", 1),
        ("1.5 hours", 1),
        ("red\nhot\nsore", 3),
        ("sore although better", 2),
        ("", 0),
    ],
)
def test_clauses(text: str, clauses: int) -> None:
    assert len(read_text(text).clauses) == clauses


def test_a_run_on_without_marks_is_cut_where_another_statement_may_begin() -> None:
    text = read_text("word " * 45 + "and my calf hurts " + "word " * 200)
    assert text.clauses[1].first == 45
    assert max(c.last - c.first + 1 for c in text.clauses) <= LONGEST_CLAUSE


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_is_read_and_every_token_is_where_it_says(raw: str) -> None:
    text = read_text(raw, speller())
    assert all(raw[t.start : t.end] == t.raw and t.norm for t in text.tokens)
    covered = [i for c in text.clauses for i in range(c.first, c.last + 1)]
    assert covered == list(range(len(text.tokens)))
    assert all(text.clauses[t.clause].first <= t.index for t in text.tokens)


def test_what_is_longer_than_the_longest_message_is_left_unread() -> None:
    text = read_text("calf " * 5000)
    assert text.tokens[-1].end <= LONGEST_MESSAGE


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("swolen", "swollen"),
        ("swollne", "swollen"),
        ("numbnes", "numbness"),
        ("tinglng", "tingling"),
        ("tihgh", "thigh"),
        ("nite", "night"),
        ("lft", "left"),
        ("carf", "calf"),
        # right as they are: English words, medicines, names, short words
        ("swallow", "swallow"),
        ("amlodipine", "amlodipine"),
        ("lipitor", "lipitor"),
        ("clam", "clam"),
        ("kalf", "calf"),
        ("xyz", "xyz"),
        ("qwrtplk", "qwrtplk"),
    ],
)
def test_typos(typed: str, meant: str) -> None:
    assert speller().correct((typed,)) == (meant,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3 times a weak", "3 times a week"),
        ("my leg is weak", "my leg is weak"),
        ("i feel week", "i feel weak"),
        ("last week", "last week"),
        ("my left heal", "my left heel"),
        ("it will heal", "it will heal"),
        ("my big tow", "my big toe"),
    ],
)
def test_real_words_that_stand_for_another(typed: str, meant: str) -> None:
    assert " ".join(token.norm for token in read_text(typed, speller()).tokens) == meant


def test_a_word_is_corrected_to_the_lexicon_only() -> None:
    small = Speller(["swollen", "calf"], frozenset({"hello"}), spelling_book())
    assert small.correct(("swolen", "hallo", "helo")) == ("swollen", "hallo", "helo")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my leg hurts at night", "en"),
        ("tengo calambres en las piernas por la noche", "es"),
        ("j'ai des crampes dans les jambes la nuit", "fr"),
        ("meine wade ist seit gestern sehr dick", "de"),
        ("mio padre non sta bene e ho dolore alla gamba", "it"),
        ("bardzo boli mnie noga od wczoraj", "pl"),
        ("nogam ne mogu, болит нога очень сильно ночью", "ru"),
        ("ساقي تؤلمني كثيرا", "ar"),
        ("夜中に足がつります", "ja"),
        ("我的小腿抽筋", "zh"),
        ("मेरे पैर में दर्द है", "hi"),
        ("swolen anckle realy hurst", "en"),
        ("si", "en"),
        ("amlodipine bisoprolol apixaban furosemide", "en"),
        ("café au lait spots on my leg", "en"),
        ("", "en"),
        ("😭😭😭", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(read_text(text, speller())) == language
