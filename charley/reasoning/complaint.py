"""The findings that are the leg trouble itself: what its onset, course and side are read from."""

COMPLAINT = ("leg_cramp", "leg_pain")
COMPLAINT_THAT_STAYS = (
    "leg_pain_persistent", "pain_out_of_proportion", "cramp_prolonged", "cramps_without_gap",
)  # fmt: skip
