"""Trains one pipeline and writes what it takes each message for.

Runs in any environment with Rasa in it, so that a pipeline that needs TensorFlow can have its own:
``python benchmarks/intents/predict.py CONFIG EXAMPLES MESSAGES RESULT``.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path

import structlog

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def predictions(config: str, examples: str, messages: list[str]) -> list[tuple[str, float]]:
    """Returns the intent and confidence of each message.

    Args:
        config: A Rasa configuration.
        examples: Training examples in Rasa's form.
        messages: The texts.
    """
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder:
        agent = Agent.load(train_nlu(config, examples, folder))

    async def parse() -> list[tuple[str, float]]:
        parsed = [await agent.parse_message(text) for text in messages]
        return [(one["intent"]["name"], float(one["intent"]["confidence"])) for one in parsed]

    return asyncio.run(parse())


if __name__ == "__main__":
    _, config, examples, texts, result = sys.argv
    found = predictions(config, examples, json.loads(Path(texts).read_text(encoding="utf-8")))
    Path(result).write_text(json.dumps(found), encoding="utf-8")
