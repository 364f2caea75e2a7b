"""Whole conversations in process, as they are written in ``conversations``."""

from __future__ import annotations

import pytest

from tests.interview.script import run, scripts

SCRIPTS = scripts()


@pytest.mark.parametrize("name", SCRIPTS)
def test_conversation(name: str) -> None:
    run(SCRIPTS[name])
