"""``make knowledge``: check the knowledge and write the handbook.

Usage: ``python -m charley.handbook [--since REVISION] [--out FILE]``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, PackageLoader, StrictUndefined

from charley.handbook.changes import changes, earlier
from charley.handbook.words import Clinical
from charley.schema.check import check
from charley.schema.load import KNOWLEDGE, Knowledge, load_knowledge
from charley.schema.models import LEVELS
from charley.schema.yaml_lines import KnowledgeError

OUT = Path("build/handbook.html")


def handbook(knowledge: Knowledge, since: str = "", changed: list[str] | None = None) -> str:
    """The handbook as one HTML page.

    Args:
        knowledge: what is printed.
        since: the earlier version that it is compared with, empty for none.
        changed: the differences, a sentence each.
    """
    environment = Environment(
        loader=PackageLoader("charley.handbook", "."), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html.j2").render(
        knowledge=knowledge,
        clinical=Clinical(knowledge),
        levels=tuple(reversed(LEVELS)),
        since=since,
        changes=changed or [],
    )


def _changes_since(revision: str, knowledge: Knowledge) -> list[str]:
    with TemporaryDirectory() as folder:
        old = load_knowledge(earlier(KNOWLEDGE.parent, revision, Path(folder)))
        return changes(old, knowledge)


def main() -> int:
    """Check, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m charley.handbook")
    parser.add_argument("--since", default="", help="git revision to compare with")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    errors = check(KNOWLEDGE)
    if errors:
        print("\n".join(map(str, errors)), file=sys.stderr)
        return 1
    knowledge = load_knowledge(KNOWLEDGE)
    try:
        changed = _changes_since(arguments.since, knowledge) if arguments.since else []
    except (subprocess.CalledProcessError, KnowledgeError) as error:
        print(f"cannot compare with {arguments.since}: {error}", file=sys.stderr)
        return 2
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(handbook(knowledge, arguments.since, changed), encoding="utf-8")
    print(f"handbook written to {arguments.out}, {len(changed)} changes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
