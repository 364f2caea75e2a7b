"""Stands where TensorFlow would be; see `tensorflow.standin`."""

import os

from tensorflow import standin

standin.install()

# Rasa imports this before it starts its telemetry, which would send reports of errors to a third
# party: what people write here is about their health. One's own setting goes first.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

__version__ = "0.0.0+standin"


def __getattr__(attribute: str) -> standin.Name:
    return standin.attribute_of(__name__, attribute)
