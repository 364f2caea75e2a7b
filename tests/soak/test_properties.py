"""The properties of the whole engine on ten thousand sheets and more."""

from hypothesis import settings

settings.register_profile("soak", max_examples=1000)
settings.load_profile("soak")  # before the tests are imported: they take up its number

from tests.reasoning.test_assess_properties import *  # noqa: E402, F403
