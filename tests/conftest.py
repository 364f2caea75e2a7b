"""What several rooms of tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import Servers, running_servers


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Both servers, started once for all tests that need them."""
    with running_servers() as running:
        yield running
