"""From what a person wrote to facts; ``charley.language.read.read`` is the door."""
