"""The handbook prints all of the medicine, and says a change in clinical words."""

import shutil
from pathlib import Path

import pytest

from charley.handbook.__main__ import handbook
from charley.handbook.changes import changes
from charley.handbook.words import Clinical
from charley.schema.load import KNOWLEDGE, knowledge, load_knowledge


@pytest.fixture(scope="module")
def page() -> str:
    return handbook(knowledge())


def test_every_record_that_a_clinician_signs_is_printed(page: str) -> None:
    known = knowledge()
    for section in (known.rules, known.causes, known.advice, known.faq, known.sources):
        assert [name for name in section if name not in page] == []


def test_it_says_that_no_clinician_has_reviewed_it(page: str) -> None:
    assert "not reviewed by a clinician" in page


def test_no_python_shows_through(page: str) -> None:
    for sign in ("{&#39;", "[&#39;", "None,", "frozenset"):
        assert sign not in page


def test_nothing_changed_is_no_change() -> None:
    assert changes(knowledge(), knowledge()) == []


# file, words that stand there, what replaces them, and the sentence that must tell of it
CHANGES = [
    (
        "red_flags/blood_flow.yml",
        "- id: RF_DVT\n",
        "- id: RF_DVT_RENAMED\n",
        "RF_DVT was taken out",
    ),
    (
        "red_flags/infection_and_poison.yml",
        "  when: vomiting_blood\n",
        "  when: {any: [vomiting_blood, coughing_blood]}\n",
        "RF_GI_BLEED now also fires on: coughing up blood [coughing_blood]",
    ),
]


@pytest.mark.parametrize(("file", "before", "after", "sentence"), CHANGES)
def test_change_is_told(tmp_path: Path, file: str, before: str, after: str, sentence: str) -> None:
    copy = Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    assert sentence in changes(knowledge(), load_knowledge(copy))


# a condition, and the lines that say it
SAID = [
    ("leg_swelling", ["swollen leg [leg_swelling]"]),
    (
        {"all": ["fever", {"finding": "leg_redness", "side": "one", "new": True}]},
        ["all of these:", "fever [fever]",
         "red skin on the leg [leg_redness] (side: one; new, or not known to be old)"],
    ),
    (
        {"person": {"age": {"min": 50}}},
        ["the patient is aged at least 50 years"],
    ),
    (
        {"at_least": {"count": 2, "of": ["fever", "nausea"], "same_side": True}},
        ["at least 2 of these in one and the same leg:", "fever [fever]",
         "feeling sick [nausea]"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "lines"), SAID)
def test_condition_is_said_in_words(condition: object, lines: list[str]) -> None:
    assert [words for _, words in Clinical(knowledge()).lines(condition)] == lines
