"""All that knows Rasa's inside: graph components, channels, and changes to how Rasa runs.

Rasa imports this package for its channels (``credentials.yml``), its pipeline and its importers
(``config.yml``), so that the plain ``rasa`` commands have the changes as well.
"""
