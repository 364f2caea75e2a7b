"""All that knows Rasa's inside: graph components, channels, and changes to how Rasa runs.

Rasa imports this package for its channels (``credentials.yml``), its pipeline and its importers
(``config.yml``), so that the plain ``rasa`` commands have the changes as well. The first of them
is here: Rasa's telemetry and its reports of errors would go to a third party, and what people
write to Charley is about their health. One's own setting goes first.
"""

import os
import sys

if os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false").lower() != "true" and (
    "sentry_sdk" in sys.modules
):
    sys.modules["sentry_sdk"].init()  # without an address it sends nothing
