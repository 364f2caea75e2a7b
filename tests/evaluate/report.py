"""Figures as plain text for people and as JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.evaluate.statistics import Counts, Share

DETAILS = ("wrong", "silently_wrong", "danger_told_away", "silently_wrong_on_danger")
SHOWN_DETAILS = 12


def _plain(value: Any) -> Any:
    if isinstance(value, Share | Counts):
        return value.as_json()
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def lines(title: str, figures: dict[str, Any], details: bool) -> list[str]:
    """The figures of one part, one a line; with ``details`` also the first wrong cases."""
    out = [title]
    for name, value in figures.items():
        if name in DETAILS:
            out.append(f"  {name.replace('_', ' '):34} {len(value)}")
            out += [f"      {item}" for item in value[:SHOWN_DETAILS] if details]
        elif isinstance(value, dict):
            out.append(f"  {name}:")
            out += [f"    {key:32} {part}" for key, part in value.items()]
        else:
            shown = f"{value:.3f}" if isinstance(value, float) else str(value)
            out.append(f"  {name.replace('_', ' '):34} {shown}")
    return out


def write_json(path: Path, figures: dict[str, Any]) -> None:
    """Write all figures, without the texts of any case."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_plain(figures), indent=1) + "\n", encoding="utf-8")
