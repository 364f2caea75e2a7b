"""Every item of the source article can be reached by talking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.interview.script import run

TABLE = Path(__file__).with_name("article.yml")
SCRIPTS: dict[str, list[dict[str, Any]]] = {
    script["name"]: script["turns"] for script in yaml.safe_load(TABLE.read_text(encoding="utf-8"))
}
# Parts of the article with the numbers of their items.
ITEMS = {"C": 9, "S": 3, "Q": 9, "X": 5, "D": 6, "H": 1, "W": 2, "O": 1, "R": 3}


def test_no_item_is_left_out() -> None:
    wanted = {f"ARTICLE-{part}{n}" for part, most in ITEMS.items() for n in range(1, most + 1)}
    assert {name.rstrip("abcd") for name in SCRIPTS} == wanted


@pytest.mark.parametrize("item", SCRIPTS)
def test_an_item_comes_out_in_a_conversation(item: str) -> None:
    run(SCRIPTS[item])
