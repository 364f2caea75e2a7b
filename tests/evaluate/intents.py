"""What Charley takes a message for: the trained model as people meet it, reader included.

Each message comes first in a conversation of its own. What counts is the intent that Rasa acts on;
for a question of the person's own also which answer it gets.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from typing import Any

from tests.evaluate.language import Case, load_set
from tests.evaluate.statistics import Share

OUT_OF_SCOPE = "out_of_scope"
NOT_KNOWN = (OUT_OF_SCOPE, "nlu_fallback")  # both say that Charley does not deal with it
RETRIEVAL = ("faq", "chitchat")


def taken_for(texts: list[str]) -> list[str]:
    """What each message is taken for: an intent, for questions as ``faq/<answer>``."""
    import structlog
    from rasa.core.agent import Agent

    from bridge import launch

    # Rasa would print every message that it parses.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(str(launch.train()))

    async def parse_all() -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    return [_name(parsed) for parsed in asyncio.run(parse_all())]


def _name(parsed: dict[str, Any]) -> str:
    intent = str(parsed["intent"]["name"])
    if intent not in RETRIEVAL:
        return intent
    return str(parsed["response_selector"][intent]["response"]["intent_response_key"])


def figures(cases: list[Case], found: list[str]) -> dict[str, Any]:
    """The figures of cases and what each was taken for.

    An intent is right without regard to which answer a question gets; that is counted apart.
    """
    right: dict[str, list[bool]] = defaultdict(list)
    answers, wrong = [], []
    rejected = Counter[bool]()
    for case, name in zip(cases, found, strict=True):
        wanted = case["intent"]
        same = name.split("/")[0] == wanted.split("/")[0]
        right[wanted.split("/")[0]].append(same)
        if wanted.startswith("faq/"):
            answers.append(name == wanted)
        if wanted == OUT_OF_SCOPE:
            rejected[name in NOT_KNOWN] += 1
        if not same or (wanted.startswith("faq/") and name != wanted):
            wrong.append((case["id"], case["text"], wanted, name))
    inside = [one for intent, several in right.items() if intent != OUT_OF_SCOPE for one in several]
    everything = [one for several in right.values() for one in several]
    return {
        "intent_accuracy": Share(sum(everything), len(everything)),
        "in_scope_accuracy": Share(sum(inside), len(inside)),
        "out_of_scope_recall": Share(sum(right[OUT_OF_SCOPE]), len(right[OUT_OF_SCOPE])),
        "out_of_scope_or_asked_back": Share(rejected[True], rejected.total()),
        "question_answered_rightly": Share(sum(answers), len(answers)),
        "by_intent": {name: Share(sum(one), len(one)) for name, one in sorted(right.items())},
        "wrong": wrong,
    }


def evaluate(half: str) -> dict[str, Any]:
    """The figures of one half of the labelled messages, ``open`` or ``sealed``."""
    cases = load_set("intents", half)
    return figures(cases, taken_for([case["text"] for case in cases]))
