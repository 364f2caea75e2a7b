"""What was made faster gives the same verdicts as what Rasa ships."""

from __future__ import annotations

import copy
import gc
from collections.abc import Callable
from typing import Any

import pytest
import rasa.shared.utils.common as rasa_common
import rasa.utils.endpoints as rasa_endpoints
import rasa.version
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError
from rasa.core.actions import action as rasa_action
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot

from bridge import speed, timeouts, versions

EVENTS: dict[str, Any] = {
    "slot": {"event": "slot", "name": "answer", "value": None, "timestamp": None},
    "bot": {"event": "bot", "text": "hello", "data": {}},
    "followup": {"event": "followup", "name": "action_listen"},
    "reset": {"event": "reset_slots", "timestamp": 1.5},
}
RESULTS: dict[str, Any] = {
    "empty": {},
    "nothing to do": {"events": [], "responses": []},
    "every event": {"events": list(EVENTS.values()), "responses": [{"text": "hello"}]},
    "events are no list": {"events": "none"},
    "an event without a kind": {"events": [{"name": "answer"}]},
    "an unknown event": {"events": [{"event": "no_such_event"}]},
    "a slot without a name": {"events": [{"event": "slot", "value": 1}]},
    "a slot with a number for a name": {"events": [{"event": "slot", "name": 1, "value": 1}]},
    "responses are no list": {"events": [], "responses": {"text": "hello"}},
    "a response that is a text": {"events": [], "responses": ["hello"]},
    "a list": [],
    "nothing": None,
}

Validate = Callable[[RemoteAction, Any], bool]
stock_validate: Validate = RemoteAction.__dict__["_validate_action_result"]


def verdict(validate: Validate, result: Any) -> tuple[bool, str]:
    """Whether a result is accepted, and else the whole complaint."""
    try:
        return validate(RemoteAction("action_x", None), copy.deepcopy(result)), ""
    except ValidationError as error:
        return False, f"{error.message} at {list(error.absolute_path)}"


def stock(result: Any) -> tuple[bool, str]:
    assert stock_validate is not speed.validate_action_result
    return verdict(stock_validate, result)


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS.keys())
def test_same_verdict_and_same_words(result: Any) -> None:
    assert verdict(speed.validate_action_result, result) == stock(result)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["event", "name", "value", "text", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
events = st.sampled_from(list(EVENTS.values())) | st.dictionaries(
    st.sampled_from(["event", "name", "value", "timestamp"]),
    st.sampled_from(["slot", "bot", "action", "user", "nonsense", 1, None]),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.fixed_dictionaries({}, optional={"events": st.lists(events | values), "responses": values})
)
def test_same_verdict_on_anything(result: Any) -> None:
    assert verdict(speed.validate_action_result, result) == stock(result)


def test_subclasses_are_those_that_rasa_finds() -> None:
    for kind in (Event, Slot):
        for _ in range(2):
            assert speed.all_subclasses(kind) == speed._walk(kind)


def test_a_new_subclass_is_found_and_one_that_is_gone_is_not() -> None:
    before = speed.all_subclasses(Slot)
    own = type("OwnSlot", (Slot,), {"type_name": "own_for_test"})
    assert set(speed.all_subclasses(Slot)) == set(speed._walk(Slot)) >= {*before}
    del own
    gc.collect()
    assert speed.all_subclasses(Slot) == speed._walk(Slot)


def test_installing_puts_them_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", stock_validate)
    monkeypatch.setattr(rasa_common, "all_subclasses", speed._walk)
    assert speed.install()
    assert RemoteAction._validate_action_result is speed.validate_action_result
    assert rasa_common.all_subclasses is speed.all_subclasses


def test_the_wait_for_an_action_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rasa_action, rasa_endpoints):
        monkeypatch.setattr(module, "DEFAULT_REQUEST_TIMEOUT", 300)
    assert timeouts.install()
    assert rasa_action.DEFAULT_REQUEST_TIMEOUT == timeouts.ACTION_SECONDS
    assert rasa_endpoints.DEFAULT_REQUEST_TIMEOUT == timeouts.ACTION_SECONDS


@pytest.mark.parametrize("change", [speed, timeouts])
def test_another_rasa_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, change: Any
) -> None:
    monkeypatch.setattr(rasa.version, "__version__", "3.6.99")
    monkeypatch.setattr(RemoteAction, "_validate_action_result", stock_validate)
    monkeypatch.setattr(rasa_action, "DEFAULT_REQUEST_TIMEOUT", 300)
    assert not change.install()
    assert RemoteAction._validate_action_result is stock_validate
    assert rasa_action.DEFAULT_REQUEST_TIMEOUT == 300
    assert "3.6.99 is not among the tested versions" in caplog.text


def test_the_installed_rasa_is_a_tested_one() -> None:
    assert rasa.version.__version__ in versions.TESTED
