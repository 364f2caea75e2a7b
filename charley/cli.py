"""The command line: ``charley understand`` (text to facts) and ``charley assess`` (to a result)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person
from charley.language.read import read
from charley.language.reading import Reading
from charley.reasoning.assess import assess, assessment_json
from charley.schema.load import Knowledge, knowledge
from charley.schema.yaml_lines import KnowledgeError

WRONG_INPUT = 2
Kept = Literal["present", "absent", "possible", "historical", "other_person", "hypothetical"]


class WrongInput(Exception):
    """The input is not what the protocol says; the message is one line."""


# --- understand ----------------------------------------------------------------------------------


class UnderstoodFact(msgspec.Struct, frozen=True):
    """A fact as it is printed: every field always there."""

    finding: str
    assertion: Kept
    text: str
    start: int
    end: int
    attributes: Attributes


class UnderstoodMedicine(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """A medicine as it is printed."""

    name: str
    class_: str
    assertion: Kept
    text: str


class Understood(msgspec.Struct, frozen=True):
    """What a text gave."""

    facts: tuple[UnderstoodFact, ...]
    medicines: tuple[UnderstoodMedicine, ...]
    profile: dict[str, Any]


class Saying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of ``understand --lines``; a bare string is a text alone."""

    text: str
    question: str | None = None
    date: str | None = None


def understood(reading: Reading) -> Understood:
    """A reading in the shape of the protocol."""
    return Understood(
        facts=tuple(
            UnderstoodFact(f.finding, f.assertion, f.text, f.start, f.end, f.attributes)
            for f in reading.facts
        ),
        medicines=tuple(
            UnderstoodMedicine(m.name, m.class_, m.assertion, m.text) for m in reading.medicines
        ),
        profile=reading.profile,
    )


def _day(told: str | None) -> str:
    if told is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError as error:
        raise WrongInput(f"not a date: {told!r} (wanted: 2026-11-24)") from error


def _understand(saying: Saying) -> bytes:
    reading = read(saying.text, question=saying.question, date=_day(saying.date))
    return msgspec.json.encode(understood(reading))


def _read_saying(line: bytes, otherwise: argparse.Namespace) -> Saying:
    try:
        saying = msgspec.json.decode(line, type=str | Saying)
    except msgspec.MsgspecError as error:
        raise WrongInput(str(error)) from error
    if isinstance(saying, str):
        saying = Saying(saying)
    return Saying(saying.text, saying.question or otherwise.question, saying.date or otherwise.date)


# --- assess --------------------------------------------------------------------------------------


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The input of ``assess``."""

    profile: Person = Person()
    facts: tuple[Fact, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    date: str | None = None


def read_case(text: bytes, known: Knowledge) -> FactSheet:
    """The sheet that a JSON object tells.

    Raises:
        WrongInput: it is not JSON, has a wrong field or value, or an id that is not known.
    """
    try:
        case = msgspec.json.decode(text, type=Case)
    except msgspec.MsgspecError as error:
        raise WrongInput(str(error)) from error
    for index, fact in enumerate(case.facts):
        if fact.finding not in known.findings:
            raise WrongInput(f"unknown finding '{fact.finding}' - at `$.facts[{index}]`")
    for index, medicine in enumerate(case.medicines):
        for name in medicine.all_classes():
            if name not in known.medicine_classes:
                raise WrongInput(f"unknown medicine class '{name}' - at `$.medicines[{index}]`")
    return FactSheet(
        person=case.profile,
        facts=case.facts,
        medicines=case.medicines,
        date="" if case.date is None else _day(case.date),
    )


# --- running -------------------------------------------------------------------------------------


def _print(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _each(lines: Iterable[bytes], answer: Callable[[bytes], bytes]) -> None:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                _print(answer(line))
            except WrongInput as error:
                raise WrongInput(f"line {number}: {error}") from error


def run_understand(arguments: argparse.Namespace) -> None:
    """``charley understand``."""
    if arguments.lines:
        _each(sys.stdin.buffer, lambda line: _understand(_read_saying(line, arguments)))
    elif arguments.text is None:
        raise WrongInput("no text was given")
    else:
        _print(_understand(Saying(arguments.text, arguments.question, arguments.date)))


def run_assess(arguments: argparse.Namespace) -> None:
    """``charley assess``."""
    known = knowledge()

    def answer(text: bytes) -> bytes:
        return assessment_json(assess(read_case(text, known), known))

    if arguments.lines:
        _each(sys.stdin.buffer, answer)
        return
    if arguments.file == "-":
        text = sys.stdin.buffer.read()
    else:
        try:
            text = Path(arguments.file).read_bytes()
        except OSError as error:
            raise WrongInput(f"cannot read {arguments.file}: {error.strerror}") from error
    _print(answer(text))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="charley", description="A leg-cramp checker.")
    commands = parser.add_subparsers(dest="command", required=True)
    understand = commands.add_parser("understand", help="what a text says, as facts")
    understand.add_argument("text", nargs="?", help="the text, as a person would type it")
    understand.add_argument("--question", metavar="ID", help="the question that it answers")
    understand.add_argument("--date", metavar="DAY", help="today, as 2026-11-24")
    understand.add_argument("--lines", action="store_true", help="JSON Lines on standard input")
    understand.set_defaults(run=run_understand)
    assessing = commands.add_parser("assess", help="facts to a result")
    assessing.add_argument(
        "file", nargs="?", default="-", help="a JSON file; - reads standard input"
    )
    assessing.add_argument("--lines", action="store_true", help="JSON Lines on standard input")
    assessing.set_defaults(run=run_assess)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run a command; ends with 2 and one line on standard error where the input is wrong."""
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except (WrongInput, KnowledgeError) as error:
        print(f"charley: {' '.join(str(error).split())}", file=sys.stderr)
        return WRONG_INPUT
    except BrokenPipeError:
        sys.stderr.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
