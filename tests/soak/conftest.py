"""The long tests run with ``make soak`` alone, not whenever all tests run."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave this folder out unless it was asked for by name."""
    return None if any("soak" in argument for argument in config.args) else True
