"""Names without substance, for the modules of TensorFlow that Rasa imports.

Rasa imports TensorFlow whatever its pipeline is: to derive classes from its layers, to annotate
functions, to take default values. All of that needs names and nothing behind them. Here every
attribute of every module is an empty class, which may be inherited from, compared with and named
in an annotation. Whatever would really compute something calls one of them, and that raises
`TensorFlowIsMissing` with the component that wanted it.
"""

from __future__ import annotations

import inspect
import sys
from abc import ABCMeta
from collections.abc import Sequence
from functools import lru_cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

ROOTS = ("tensorflow", "tensorflow_hub", "tensorflow_text", "tensorflow_addons", "keras")

# Rasa's parts that compute with TensorFlow: where their classes live.
_COMPONENTS = ("rasa.nlu.", "rasa.core.policies.")

_HINT = (
    "{user} needs TensorFlow, which Charley leaves out (its TensorFlow is an empty stand-in). "
    "Take {component} out of config.yml, or install the real thing: remove the lines that begin "
    "with 'tensorflow' from [tool.uv] override-dependencies and 'tensorflow-standin' from the "
    "dependencies in pyproject.toml, then run 'uv lock && uv sync'. ({name} was called.)"
)


class TensorFlowIsMissing(ImportError):
    """Something called into TensorFlow.

    An ImportError, since that is what libraries that can do without TensorFlow look out for.
    """


def _component_that_calls() -> str | None:
    """Returns the name of the Rasa component in whose method we are, if we are in one."""
    frame = inspect.currentframe()
    while frame is not None:
        owner = frame.f_locals.get("self") or frame.f_locals.get("cls")
        kind = owner if isinstance(owner, type) else type(owner)
        if kind.__module__.startswith(_COMPONENTS) and not isinstance(kind, Name):
            return kind.__name__
        frame = frame.f_back
    return None


def _refuse(name: str) -> TensorFlowIsMissing:
    component = _component_that_calls()
    return TensorFlowIsMissing(
        _HINT.format(
            user=component or "Something",
            component=component or "the component that uses it",
            name=name,
        )
    )


class Name(ABCMeta):
    """The class of all empty names: `tf.keras.layers.Layer` is a name in a name in a name."""

    def __getattr__(cls, attribute: str) -> Name:
        if attribute.startswith("__") or not cls.__module__.startswith(ROOTS):
            # A class of someone else that inherits from a name has only what it defines.
            raise AttributeError(attribute)
        return _name(f"{cls.__module__}.{cls.__qualname__}", attribute)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise _refuse(f"{cls.__module__}.{cls.__qualname__}")

    def __instancecheck__(cls, instance: object) -> bool:
        return False  # nothing that exists is a tensor or a layer


@lru_cache(maxsize=None)
def _name(module: str, attribute: str) -> Name:
    return Name(attribute, (), {"__module__": module})


def attribute_of(module: str, attribute: str) -> Name:
    """Returns the empty class that stands for ``module.attribute``."""
    if attribute.startswith("__"):
        raise AttributeError(f"module {module!r} has no attribute {attribute!r}")
    return _name(module, attribute)


class _StandInModule(ModuleType):
    def __getattr__(self, attribute: str) -> Name:
        return attribute_of(self.__name__, attribute)


class _Finder(MetaPathFinder, Loader):
    """Brings forth every submodule of the roots that somebody imports."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.split(".")[0] not in ROOTS or "." not in fullname:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """Makes the submodules importable; more than once does no harm."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())
