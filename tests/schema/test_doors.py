"""What programs read keeps its published shape: the items of the chat and of ``understand``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from charley.cli import understood
from charley.facts import Assertion, Attributes, Person, Side
from charley.interview.conversation import Conversation
from charley.language.read import read

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
SCHEMAS = {f.name: json.loads(f.read_text(encoding="utf-8")) for f in FOLDER.glob("*.json")}
DAY = "2026-11-24"
TALKS = {
    "ordinary": ["hello", "my left calf cramps at night", "I am 64", "no", "stretching"],
    "alarm": ["my right calf is swollen and has ached for three days", "no", "yes", "58"],
    "carer": ["my mum is on dialysis, her legs cramp", "she is 71", "no", "she takes atorvastatin"],
}  # fmt: skip
SAYINGS = [
    "I am 64 and 30 weeks pregnant. My left calf cramps three nights a week for two minutes.",
    "no swelling, maybe some numbness in the foot, my brother had a clot",
    "I take atorvastatin and stopped furosemide last week; what if it is a clot?",
    "",
]


def check(value: Any, schema: str) -> None:
    resolver = jsonschema.RefResolver("", SCHEMAS[schema], store=SCHEMAS)
    jsonschema.Draft202012Validator(SCHEMAS[schema], resolver=resolver).validate(value)


def items(texts: list[str]) -> list[dict[str, Any]]:
    """All custom items of a conversation, as JSON gives them."""
    talk = Conversation(date=DAY)
    found = []
    for text in texts:
        found += [item for block in talk.say(text).blocks if (item := block.custom()) is not None]
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.mark.parametrize("talk", TALKS)
def test_every_item_of_the_chat_keeps_its_schema(talk: str) -> None:
    for item in items(TALKS[talk]):
        check(item, "chat.schema.json")


def test_the_talks_show_items_of_each_type() -> None:
    finished = items([*TALKS["ordinary"], *["no"] * 16])
    seen = {item["type"] for item in (*finished, *items(TALKS["alarm"]))}
    assert seen == {"question", "alert", "understood", "assessment"}
    for item in finished:
        check(item, "chat.schema.json")


@pytest.mark.parametrize("text", SAYINGS)
def test_what_understand_prints_keeps_its_schema(text: str) -> None:
    printed = msgspec.json.encode(understood(read(text, date=DAY)))
    check(json.loads(printed), "understanding.schema.json")


@pytest.mark.parametrize(
    ("wrong", "schema"),
    [
        ({"facts": [], "medicines": []}, "understanding.schema.json"),
        ({"facts": [{"finding": "leg_cramp"}], "medicines": [], "profile": {}},
         "understanding.schema.json"),
        ({"facts": [], "medicines": [], "profile": {"name": "Ann"}}, "understanding.schema.json"),
        ({"type": "question", "id": "age"}, "chat.schema.json"),
        ({"type": "alert", "level": "SOON", "red_flags": [], "action": "wait"}, "chat.schema.json"),
        ({"type": "joke"}, "chat.schema.json"),
    ],
)  # fmt: skip
def test_the_schemas_refuse_what_is_wrong(wrong: dict[str, Any], schema: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(wrong, schema)


def test_the_schema_names_every_attribute_and_value() -> None:
    shapes = SCHEMAS["understanding.schema.json"]["$defs"]
    attributes = shapes["attributes"]["properties"]
    assert set(attributes) == set(Attributes.__struct_fields__)
    assert attributes["side"]["enum"] == list(get_args(Side))
    assert shapes["assertion"]["enum"] == list(get_args(Assertion))
    assert set(shapes["profile"]["properties"]) == set(Person.__struct_fields__)
