"""Changes the reasoning code in one place at a time, and asks whether its tests notice.

Run as ``python -m tests.mutate_code [sample size]``; prints the survivors and the score, and ends
with status 1 below the wanted score. Well-known tools do not fit: the engine reads its conditions
once for each process, so a mutant must meet the tests in a process of its own, from the start.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "charley" / "reasoning"
COPIED = ("charley", "knowledge", "tests", "docs")
SLOW = ("test_assess_properties", "test_proofs")
SEED, SAMPLE, WANTED = 7, 150, 0.9
WORKERS = 2
PATIENCE = 180.0  # seconds; a mutant that hangs is noticed

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "True": "False", "False": "True"}


class Mutant(NamedTuple):
    """One changed file; ``name`` says where and how."""

    name: str
    file: Path
    code: str


def changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every version of one node that means something else."""
    other = copy.deepcopy(node)
    if isinstance(other, ast.Compare):
        other.ops[0] = SWAPPED[type(other.ops[0])]()  # type: ignore[assignment]
        yield "comparison", other
    elif isinstance(other, ast.BoolOp | ast.BinOp) and type(other.op) in SWAPPED:
        other.op = SWAPPED[type(other.op)]()  # type: ignore[assignment]
        yield "operator", other
    elif isinstance(other, ast.UnaryOp) and isinstance(other.op, ast.Not | ast.USub):
        yield "sign", other.operand
    elif isinstance(other, ast.Constant) and isinstance(other.value, bool):
        yield "truth", ast.Constant(not other.value)
    elif isinstance(other, ast.Constant) and isinstance(other.value, int | float):
        yield "number", ast.Constant(other.value + 1)
    elif isinstance(other, ast.Name) and other.id in NAMES:
        yield "name", ast.Name(NAMES[other.id], other.ctx)
    elif isinstance(other, ast.If | ast.IfExp):
        other.test = ast.UnaryOp(ast.Not(), other.test)
        yield "condition", other
    elif isinstance(other, ast.Return) and other.value is not None:
        yield "return", ast.Return(ast.Constant(None))
    elif isinstance(other, ast.comprehension) and other.ifs:
        other.ifs = other.ifs[1:]
        yield "filter", other
    elif isinstance(other, ast.Expr) and isinstance(other.value, ast.Call):
        yield "call", ast.Pass()
    elif isinstance(other, ast.Continue):
        yield "continue", ast.Pass()


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Every place in which a node stands: its parent, the field, and where in a list."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if field in ("annotation", "returns", "bases", "decorator_list"):
                continue
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST):
                    yield parent, field, index


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of one file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for parent, field, index in places(tree):
        held = getattr(parent, field)
        node = held if index is None else held[index]
        for kind, other in changed(node):
            _put(parent, field, index, other)
            line = getattr(node, "lineno", getattr(getattr(node, "iter", None), "lineno", 0))
            code = ast.unparse(ast.fix_missing_locations(tree))
            yield Mutant(f"{file.name}:{line} {kind}: {ast.unparse(node)[:60]!r}", file, code)
            _put(parent, field, index, node)


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def fast_tests() -> list[str]:
    """The files of tests that every mutant meets."""
    files = sorted((ROOT / "tests" / "reasoning").glob("test_*.py"))
    return [str(file.relative_to(ROOT)) for file in files if file.stem not in SLOW]


def passes(folder: Path) -> bool:
    """Whether the tests pass on the code in ``folder``."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *fast_tests()],
            cwd=folder, capture_output=True, check=False, timeout=PATIENCE,
            env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def survives(mutant: Mutant | None) -> bool:
    """Whether the tests pass with ``mutant`` in place (None: with the code as it is)."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for part in COPIED:
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "pyproject.toml", folder)
        if mutant is not None:
            (folder / mutant.file.relative_to(ROOT)).write_text(mutant.code, encoding="utf-8")
        return passes(folder)


def main() -> int:
    """Print survivors and score of a sample."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    every = [mutant for file in sorted(CODE.glob("*.py")) for mutant in mutants(file)]
    sample = random.Random(SEED).sample(every, min(size, len(every)))
    if not survives(None):
        print("the tests fail on the code as it is")
        return 1
    survivors = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for mutant, lives in zip(sample, pool.map(survives, sample), strict=True):
            survivors += lives
            if lives:
                print(f"survives: {mutant.name}", flush=True)
    noticed = len(sample) - survivors
    score = noticed / len(sample)
    print(f"{noticed} of {len(sample)} code mutants noticed ({100 * score:.1f} %), of {len(every)}")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
