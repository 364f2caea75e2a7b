"""Ways to tell intents apart, compared on the same messages."""
