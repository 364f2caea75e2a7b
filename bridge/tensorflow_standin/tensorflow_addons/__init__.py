"""Stands where tensorflow_addons would be; see `tensorflow.standin`."""

from tensorflow import standin

standin.install()


def __getattr__(attribute: str) -> standin.Name:
    return standin.attribute_of(__name__, attribute)
