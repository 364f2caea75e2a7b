"""``make safety``: run every test that proves a control, and write the safety case."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from charley.schema.load import knowledge
from tests.safety.hazards import (
    ROOT,
    findings_of,
    hazards,
    hazards_of,
    rule_tests,
    wordings_of,
)

OUT = ROOT / "build" / "safety-case.md"


def run(tests: list[str]) -> tuple[int, list[str]]:
    """Run tests by their names.

    Returns:
        How many cases passed, and the names of those tests of which a case failed or none ran.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *tests],
            cwd=ROOT, check=False,
        )  # fmt: skip
        cases = list(ElementTree.parse(report).iter("testcase"))
    bad, good = set[str](), set[str]()
    passed = 0
    for case in cases:
        file = str(case.get("classname", "")).replace(".", "/") + ".py"
        name = f"{file}::{str(case.get('name', '')).partition('[')[0]}"
        well = not any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
        passed += well
        (good if well else bad).add(name)
    return passed, [name for name in tests if name in bad or name not in good]


def main() -> int:
    """Build the case; a hazard whose control is not proved fails the build."""
    log = hazards()
    tests = sorted({name for hazard in log for name in hazard.tests})
    passed, failed = run(tests)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=False
    )
    text = environment.get_template("case.md.j2").render(
        knowledge=knowledge(), hazards=log, passed=passed, failed=failed,
        rule_tests=rule_tests, findings_of=findings_of, wordings_of=wordings_of,
        hazards_of=hazards_of, date=date.today().isoformat(),
    )  # fmt: skip
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(text, encoding="utf-8")
    print(f"safety case written to {OUT.relative_to(ROOT)}; {len(log)} hazards, {len(failed)} open")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
