"""The versions of Rasa whose inside we know; changes to it are made for these alone."""

from __future__ import annotations

import logging

import rasa.version

TESTED = ("3.6.21",)

logger = logging.getLogger(__name__)


def is_tested(change: str) -> bool:
    """Tells whether the installed Rasa is one that a change was tested on.

    Args:
        change: What would be changed, for the one warning where it is not.
    """
    if rasa.version.__version__ in TESTED:
        return True
    logger.warning(
        "Rasa %s is not among the tested versions (%s): %s stays as Rasa has it.",
        rasa.version.__version__,
        ", ".join(TESTED),
        change,
    )
    return False
