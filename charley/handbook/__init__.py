"""The medicine as a readable book, for the clinician who signs it off."""
