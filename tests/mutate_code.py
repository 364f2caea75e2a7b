"""Changes the reasoning code in one place at a time, and asks whether its tests notice.

Run as ``python -m tests.mutate_code [sample size [seed]]``; prints the survivors and the score, and
ends with status 1 below the wanted score. Well-known tools do not fit: the engine reads its
conditions once for each process, so a mutant must meet the tests in a process of its own. Each is
forked from one that has read the knowledge, and takes the changed module in place of its file.
"""

from __future__ import annotations

import ast
import copy
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NamedTuple

import hypothesis  # noqa: F401  (read once, before the mutants are forked)
import pytest

from charley.schema.load import knowledge

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "charley" / "reasoning"
SLOW = ("test_assess_properties", "test_proofs")
LAST = ("test_state", "test_assess")  # tests that take long and notice little that others do not
SEED, SAMPLE, WANTED = 7, 150, 0.9
WORKERS = 2
PATIENCE = 180  # seconds; a mutant that hangs is noticed

SWAPPED: dict[type[ast.AST], Any] = {
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
        other.ops[0] = SWAPPED[type(other.ops[0])]()
        yield "comparison", other
    elif isinstance(other, ast.BoolOp | ast.BinOp) and type(other.op) in SWAPPED:
        other.op = SWAPPED[type(other.op)]()
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
    """Every place in which a node stands: its parent, the field, and where in a list.

    How a class is declared (``frozen=True``) is left out: it says what must not be done.
    """
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    declared = {id(keyword) for one in classes for keyword in one.keywords}
    for parent in ast.walk(tree):
        if id(parent) in declared:
            continue
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
            if ast.dump(other) == ast.dump(node):
                continue  # "return None" stays what it is
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


class Changed(MetaPathFinder, Loader):
    """Gives the changed code when its module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.module = ".".join(mutant.file.relative_to(ROOT).with_suffix("").parts)

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """The spec of the changed module; None for all others."""
        return spec_from_loader(fullname, self) if fullname == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code as the module."""
        exec(compile(self.mutant.code, str(self.mutant.file), "exec"), module.__dict__)


def fast_tests(module: str) -> list[str]:
    """The files of tests that every mutant meets: those named after its module first."""
    files = (ROOT / "tests" / "reasoning").glob("test_*.py")
    likely = sorted(
        (file for file in files if file.stem not in SLOW),
        key=lambda file: (module not in file.stem, file.stem in LAST, file.stem),
    )
    return [str(file.relative_to(ROOT)) for file in likely]


def _give_up(*_: int | FrameType | None) -> None:
    raise TimeoutError


def survives(mutant: Mutant | None) -> bool:
    """Whether the tests pass with ``mutant`` in place (None: with the code as it is)."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    if mutant is not None:
        sys.meta_path.insert(0, Changed(mutant))
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE)
    tests = fast_tests(mutant.file.stem if mutant else "")
    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]) == pytest.ExitCode.OK


def main() -> int:
    """Print survivors and score of a sample."""
    size, seed = (*map(int, sys.argv[1:]), *(SAMPLE, SEED)[len(sys.argv) - 1 :])
    every = [mutant for file in sorted(CODE.glob("*.py")) for mutant in mutants(file)]
    sample = random.Random(seed).sample(every, min(size, len(every)))
    knowledge()
    survivors = 0
    with multiprocessing.get_context("fork").Pool(WORKERS, maxtasksperchild=1) as pool:
        if not pool.apply(survives, [None]):
            print("the tests fail on the code as it is")
            return 1
        for mutant, lives in zip(sample, pool.imap(survives, sample, chunksize=1), strict=True):
            survivors += lives
            if lives:
                print(f"survives: {mutant.name}", flush=True)
    noticed = len(sample) - survivors
    score = noticed / len(sample)
    share = f"{noticed} of {len(sample)} code mutants noticed ({100 * score:.1f} %)"
    print(f"{share}, drawn from {len(every)} with seed {seed}")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
