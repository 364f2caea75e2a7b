"""The logs hold nothing of what people write, whatever goes wrong with it."""

from __future__ import annotations

import pytest

from tests.servers import Mode, Servers, somebody

SECRET = "zebrafinch"  # a word that stands in no file of ours


@pytest.mark.parametrize("mode", ["pass", "dead", "failing", "nonsense"])
def test_no_word_of_a_message_is_logged(servers: Servers, mode: Mode) -> None:
    sender = somebody()
    with servers.switch.set_to(mode):
        for message in (f"my calf cramps, {SECRET}", f'/inform{{"{SECRET}": 1}}', f"{SECRET}?"):
            servers.say(sender, message)
        servers.post({"sender": sender, "message": [SECRET]})
    for log in servers.log.parent.glob("*.log"):
        assert SECRET not in log.read_text(encoding="utf-8", errors="replace"), log
