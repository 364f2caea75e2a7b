"""Loading leaves the garbage collector as it was, also when it fails."""

import gc

import pytest

from bridge.loading import kept_for_good


def test_the_collector_rests_only_while_loading() -> None:
    assert gc.isenabled()
    with kept_for_good():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_turns_it_on_again() -> None:
    with pytest.raises(ValueError, match="broken"), kept_for_good():
        raise ValueError("broken")
    assert gc.isenabled()
