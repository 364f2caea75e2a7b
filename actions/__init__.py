"""Custom actions: between Rasa's tracker and the interview, nothing more."""
