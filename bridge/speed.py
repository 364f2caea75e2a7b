"""Two places of Rasa that do the same work anew at each call, done once instead.

What is replaced, and why the outcome is the same:

* ``RemoteAction._validate_action_result`` calls ``jsonschema.validate``, which at each call checks
  the schema itself, builds a validator and then uses it. The schema is a constant of Rasa's. Here
  the validator is built once, by the same steps (``validator_for``, ``check_schema``), and asked
  for the same ``best_match`` error, to which Rasa's own sentence is added. Same verdicts, same
  errors; only the repeated preparation is gone. It was 78 % of a form's turn.
* ``rasa.shared.utils.common.all_subclasses`` walks the tree of subclasses at each event and each
  slot that is read back. Here the walk is remembered for as long as the tree is as it was: the
  direct subclasses of every class met are compared, which is cheap, and any new one is a new walk.

`install` declines a Rasa that it was not tested on.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa.shared.utils.common as rasa_common
from jsonschema import ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

from bridge.versions import is_tested

_walk = rasa_common.all_subclasses


@lru_cache(maxsize=1)
def _action_result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Checks an action server's answer as Rasa does, with a validator built once.

    Raises:
        ValidationError: With Rasa's own explanation, where the answer has the wrong form.
    """
    error = best_match(_action_result_validator().iter_errors(result))
    if error is None:
        return True
    error.message += (
        f". Failed to validate Action server response from API, "
        f"make sure your response from the Action endpoint is valid. "
        f"For more information about the format visit "
        f"{DOCS_BASE_URL}/custom-actions"
    )
    raise error


_remembered: dict[type, tuple[tuple[tuple[type, int], ...], list[Any]]] = {}


def all_subclasses(cls: Any) -> list[Any]:
    """Returns all known subclasses of a class as Rasa does, from memory while none was added."""
    known = _remembered.get(cls)
    if known is not None:
        counts, found = known
        if all(len(kind.__subclasses__()) == count for kind, count in counts):
            return list(found)
    found = _walk(cls)
    tree = _whole_tree(cls)
    _remembered[cls] = (tuple((kind, len(kind.__subclasses__())) for kind in tree), found)
    return list(found)


def _whole_tree(cls: Any) -> list[Any]:
    """Returns a class and everything below it, abstract classes included."""
    tree = [cls]
    for kind in tree:
        tree.extend(sub for sub in kind.__subclasses__() if sub not in tree)
    return tree


def install() -> bool:
    """Puts both in place; returns whether it did."""
    if not is_tested("its checking of action results and its list of subclasses"):
        return False
    RemoteAction._validate_action_result = validate_action_result
    rasa_common.all_subclasses = all_subclasses
    return True


__all__ = ["ValidationError", "all_subclasses", "install", "validate_action_result"]
