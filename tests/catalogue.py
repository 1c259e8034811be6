"""Writes services/shared/contracts/asyncapi.yaml and docs/events.md from the code: `python -m tests.catalogue`.

Both say who tells and who hears what; the services' own registries are the truth, and tests/unit/test_contracts.py
fails when the files fall behind them.
"""

import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from kit import service
from kit.event import Fact
from kit.topology import common

ROOT = Path(__file__).parents[1]
CONTRACTS = ROOT / "services" / "shared" / "contracts"
ASYNCAPI, TABLE = CONTRACTS / "asyncapi.yaml", ROOT / "docs" / "events.md"
SERVICES = ("enrolment", "forum", "notifications", "reporting")
HEAD = (
    "# Who tells what, where, and who hears it; written by `python -m tests.catalogue` from the services' registries.\n"
)
LIVE = "the live stream"


def told_by(name: str, where: str = "EMITTED") -> tuple[Fact, ...]:
    return getattr(import_module(f"{name}.events"), where, ())


PUBLIC = [fact for name in SERVICES for fact in told_by(name)]
PRIVATE = [fact for name in SERVICES for fact in told_by(name, "EMITTED_IN_PRIVATE")]
TOLD = PUBLIC + PRIVATE
HEARD = [(name, fact) for name in SERVICES for _, fact in sorted(service.load(name).reactions.facts.items())]


def contract(type_: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON Schema and the golden example of a type of event."""
    _, _, name, fact = type_.split(".", 3)
    schema = json.loads((CONTRACTS / name / f"{fact}.schema.json").read_text("utf-8"))
    example = json.loads((CONTRACTS / name / f"{fact}.example.json").read_text("utf-8"))
    return schema, example


def asyncapi() -> str:
    """The whole document; what no registry knows (servers, headers) is kept as the file has it."""
    document = yaml.safe_load(ASYNCAPI.read_text("utf-8"))
    document["channels"] = {_short(fact): _channel(fact) for fact in TOLD}
    tells = {f"{_teller(fact)}.tells.{_short(fact)}": _operation("send", fact) for fact in TOLD}
    hears = {f"{name}.hears.{_short(fact)}": _operation("receive", fact) for name, fact in HEARD}
    document["operations"] = tells | hears
    document["components"]["messages"] = {_short(fact): _message(fact) for fact in TOLD}
    return HEAD + yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


def table() -> str:
    """docs/events.md: its words, then one row for each event."""
    words = TABLE.read_text("utf-8").partition("| type |")[0]
    rows = [_row(fact) for fact in TOLD]
    titles = ["| type | exchange | what happened | data | heard by |", "|---|---|---|---|---|"]
    return words + "\n".join([*titles, *rows]) + "\n"


def _row(fact: Fact) -> str:
    cells = (f"`{fact.type}`", _exchange(fact), _meaning(fact), _fields(fact), _listeners(fact))
    return f"| {' | '.join(cells)} |"


def _short(fact: Fact) -> str:
    return fact.type.removeprefix("org.bascule.")


def _teller(fact: Fact) -> str:
    return fact.type.split(".")[2]


def _channel(fact: Fact) -> dict[str, Any]:
    topology = common("bascule")
    name = topology.private if fact in PRIVATE else topology.events
    exchange = {"name": name, "type": "topic", "durable": True}
    return {
        "address": fact.type,
        "messages": {"event": {"$ref": f"#/components/messages/{_short(fact)}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange}},
    }


def _operation(action: str, fact: Fact) -> dict[str, Any]:
    operation = {"action": action, "channel": {"$ref": f"#/channels/{_short(fact)}"}}
    return operation if action == "send" else operation | {"bindings": {"amqp": {"ack": True}}}


def _message(fact: Fact) -> dict[str, Any]:
    schema, example = contract(fact.type)
    return {
        "name": fact.type,
        "title": schema["title"],
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "payload": {"$ref": "{2}/{3}.schema.json".format(*fact.type.split(".", 3))},
        "examples": [{"payload": example}],
    }


def _exchange(fact: Fact) -> str:
    return "private" if fact in PRIVATE else "public"


def _meaning(fact: Fact) -> str:
    return contract(fact.type)[0]["title"]


def _fields(fact: Fact) -> str:
    return _listed(f"`{name}`" for name in fact.schema.fields)


def _listeners(fact: Fact) -> str:
    return _listed(name for name, heard in HEARD if heard.type == fact.type) or LIVE


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


class _Plain(yaml.SafeDumper):
    """Says everything in full: what is written twice is no riddle for a reader."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


if __name__ == "__main__":
    ASYNCAPI.write_text(asyncapi(), "utf-8")
    TABLE.write_text(table(), "utf-8")
