"""Rasa tells nobody outside of anything, also where the plain commands are used."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import rasa.telemetry
rasa.telemetry.initialize_error_reporting()
import sentry_sdk
before = sentry_sdk.Hub.current.client
import bridge
assert not rasa.telemetry.is_telemetry_enabled()
client = sentry_sdk.Hub.current.client
assert client is None or client.transport is None, client.dsn
"""


def test_it_is_off_once_our_part_is_loaded() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "RASA_TELEMETRY_ENABLED"}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
