"""How long Rasa waits for the action server: seconds, where Rasa itself waits five minutes.

A person must not sit before an empty page while an action server hangs. Rasa reads the figure
from a constant at each call (``rasa.core.actions.action``) and when it opens a session
(``rasa.utils.endpoints``); it cannot be set in a file.
"""

from __future__ import annotations

import rasa.core.actions.action as rasa_action
import rasa.utils.endpoints as rasa_endpoints

from bridge.versions import is_tested

ACTION_SECONDS = 4


def install() -> bool:
    """Puts the shorter wait in place; returns whether it did."""
    if not is_tested("the time that it waits for an action"):
        return False
    rasa_action.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS
    rasa_endpoints.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS
    return True
