"""A wrong knowledge file fails with its name and the line of the mistake."""

import shutil
from pathlib import Path

import pytest

from charley.schema.check import check
from charley.schema.load import KNOWLEDGE


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


def test_the_projects_own_knowledge_is_whole() -> None:
    assert check(KNOWLEDGE) == []


# file to add, its text, the line of the mistake, and what the error must say
MISTAKES = {
    "unknown finding in a rule": (
        "red_flags/extra.yml",
        "- id: RF_EXTRA\n  level: URGENT\n  label: extra\n  reason: Extra.\n  sources: [GK]\n"
        "  when:\n    any:\n      - leg_swelling\n      - leg_swellling\n",
        9,
        "unknown finding 'leg_swellling'",
    ),
    "unknown group": (
        "red_flags/extra.yml",
        "- id: RF_EXTRA\n  level: URGENT\n  label: extra\n  reason: Extra.\n  sources: [GK]\n"
        "  when: group:nobody\n",
        6,
        "unknown group",
    ),
    "unknown level": (
        "red_flags/extra.yml",
        "- id: RF_EXTRA\n  level: PANIC\n  label: extra\n  reason: Extra.\n  sources: [GK]\n"
        "  when: leg_swelling\n",
        2,
        "PANIC",
    ),
    "missing source": (
        "red_flags/extra.yml",
        "- id: RF_EXTRA\n  level: URGENT\n  label: extra\n  reason: Extra.\n  sources: []\n"
        "  when: leg_swelling\n",
        1,
        "names no source",
    ),
    "missing field": (
        "red_flags/extra.yml",
        "- id: RF_EXTRA\n  level: URGENT\n  label: extra\n  when: leg_swelling\n  sources: [GK]\n",
        1,
        "reason",
    ),
    "unknown source": (
        "red_flags/extra.yml",
        "- id: RF_EXTRA\n  level: URGENT\n  label: extra\n  reason: Extra.\n"
        "  sources: [GK, NOBODY]\n  when: leg_swelling\n",
        5,
        "unknown id 'NOBODY'",
    ),
    "duplicate id": (
        "findings/zz_extra.yml",
        "- {id: extra_finding, label: extra, kind: sign}\n"
        "- {id: leg_cramp, label: again, kind: symptom}\n",
        2,
        "stands already at",
    ),
    "key twice": (
        "findings/zz_extra.yml",
        "- id: extra_finding\n  label: extra\n  kind: sign\n  label: again\n",
        4,
        "stands here twice",
    ),
    "broken YAML": ("findings/zz_extra.yml", "- id: [extra\n- x: ]]\n", 2, "not valid YAML"),
    "unknown field": (
        "findings/zz_extra.yml",
        "- id: extra_finding\n  label: extra\n  kind: sign\n  colour: red\n",
        1,
        "colour",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_named_with_file_and_line(copy: Path, name: str) -> None:
    file, text, line, says = MISTAKES[name]
    (copy / file).write_text(text, encoding="utf-8")
    errors = [str(error) for error in check(copy)]
    assert len(errors) == 1, errors
    assert errors[0].startswith(f"{copy / file}:{line}: ")
    assert says in errors[0]


def test_missing_folder_is_a_clear_error(tmp_path: Path) -> None:
    (error,) = check(tmp_path / "nowhere")
    assert "no such folder" in str(error)
