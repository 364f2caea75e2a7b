"""From facts to an assessment: pure, and without a clock."""
