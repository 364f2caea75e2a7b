"""Stands where TensorFlow would be; see `tensorflow.standin`."""

from tensorflow import standin

standin.install()

__version__ = "0.0.0+standin"


def __getattr__(attribute: str) -> standin.Name:
    return standin.attribute_of(__name__, attribute)
