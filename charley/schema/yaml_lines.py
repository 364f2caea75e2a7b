"""YAML with the line of every value, so that an error can name file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")


class KnowledgeError(Exception):
    """Something in ``knowledge/`` is wrong; the message names file and line."""


class Document:
    """One YAML file: its data, and the line on which each value begins.

    Args:
        path: the file.

    Raises:
        KnowledgeError: the file is not YAML, or a mapping holds the same key twice.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[str, int] = {}
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            problem = getattr(error, "problem", None) or str(error)
            raise KnowledgeError(f"{path}:{line}: not valid YAML: {problem}") from error
        self.data: Any = None if node is None else self._build(node, "$")

    def _build(self, node: yaml.Node, where: str) -> Any:
        self.lines[where] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(item, f"{where}[{i}]") for i, item in enumerate(node.value)]
        return _SCALARS.construct_object(node)

    def _build_mapping(self, node: yaml.MappingNode, where: str) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(_SCALARS.construct_object(key_node))
            if key in built:
                line = key_node.start_mark.line + 1
                raise KnowledgeError(f"{self.path}:{line}: the key '{key}' stands here twice")
            built[key] = self._build(value_node, f"{where}.{key}")
        return built

    def line(self, where: str) -> int:
        """The line of the value at a path such as ``$[3].level``, or of what encloses it."""
        while where not in self.lines and where != "$":
            where = where[: max(where.rfind("."), where.rfind("["))]
        return self.lines.get(where, 1)

    def error(self, where: str, problem: str) -> KnowledgeError:
        """An error that names this file and the line of ``where``."""
        return KnowledgeError(f"{self.path}:{self.line(where)}: {problem}")

    def convert(self, kind: type[T]) -> T:
        """The data as ``kind``.

        Raises:
            KnowledgeError: a field is missing, unknown, or of the wrong type.
        """
        return self._convert(kind)

    def convert_list(self, kind: type[T]) -> list[T]:
        """The data as a list of ``kind``; raises as :meth:`convert` does."""
        return self._convert(list[kind])  # type: ignore[valid-type]

    def _convert(self, kind: type[T]) -> T:
        try:
            return msgspec.convert(self.data, kind, strict=True)
        except msgspec.ValidationError as error:
            problem, _, where = str(error).partition(" - at `")
            raise self.error(where.rstrip("`") or "$", problem) from error


class _Scalars(yaml.SafeLoader):
    """Builds single values; dates and yes/no stay the text they are written as."""

    def __init__(self) -> None:
        super().__init__("")


def _boolean(loader: yaml.SafeLoader, node: yaml.Node) -> bool | str:
    """Only true and false are truth values; yes, no, on and off are words that people say."""
    return {"true": True, "false": False}.get(node.value, str(node.value))


_Scalars.add_constructor("tag:yaml.org,2002:bool", _boolean)
_Scalars.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)
_SCALARS = _Scalars()
