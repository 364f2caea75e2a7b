"""Questions of the person's own find their answer, and other sentences find none."""

from __future__ import annotations

import pytest

from charley.interview.asides import find_faq
from charley.schema.load import knowledge

KNOWN = knowledge()

# Asked in other words than the examples.
ASKED = {
    "what on earth is a charley horse anyway?": "what_are_cramps",
    "how come people get cramp in their legs?": "what_causes_cramps",
    "could magnesium pills do any good?": "magnesium",
    "is tonic water with quinine any use?": "quinine",
    "would eating bananas stop it?": "salt_and_bananas",
    "are you an actual doctor?": "are_you_a_doctor",
    "who gets to see what I write here?": "is_this_private",
    "where did you get all this from?": "where_from",
    "might my tablets be doing this?": "my_tablets",
    "can I just stop taking the statin?": "stop_medicine",
    "is any of this dangerous?": "is_it_dangerous",
    "could this be a blood clot?": "is_it_a_clot",
    "what can I do this minute to end the cramp?": "what_helps_now",
    "how can I keep the cramps from coming back?": "how_to_prevent",
    "at what point should I see a doctor?": "when_to_see_doctor",
    "what does urgent actually mean?": "levels",
    "why does it always come at night?": "why_at_night",
    "what will happen if I just ignore it?": "complications_mobility",
}
NOT_ASKED = [
    "my left calf has been hurting since Monday",
    "the right one, mostly at the back",
    "twice a week for about a minute",
    "I take ramipril and a water tablet",
    "what is the capital of France?",
    "is it going to rain tomorrow?",
]


@pytest.mark.parametrize("text", ASKED)
def test_a_question_in_other_words_finds_its_answer(text: str) -> None:
    assert find_faq(text, KNOWN) == ASKED[text]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_other_sentences_find_none(text: str) -> None:
    assert find_faq(text, KNOWN) is None
