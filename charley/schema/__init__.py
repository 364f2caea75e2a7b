"""The typed form of ``knowledge/``: loaded once, checked whole, never changed afterwards."""
