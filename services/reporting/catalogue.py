"""The AsyncAPI document as one page that needs nothing from elsewhere: contents, then every event with its schema."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

CONTRACTS = Path(str(files("contracts")))


@cache
def page() -> str:
    """The page; made once, since the document comes with the code."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load((CONTRACTS / "asyncapi.yaml").read_text("utf-8"), Loader=loader)  # nosec B506
    environment = Environment(
        loader=PackageLoader("reporting", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("asyncapi.html").render(document=document, events=_events(document))


def _events(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Each event with who tells and who hears it, its fields and an example."""
    tells: dict[str, list[str]] = {}
    hears: dict[str, list[str]] = {}
    for name, operation in document["operations"].items():
        channel = operation["channel"]["$ref"].removeprefix("#/channels/")
        (tells if operation["action"] == "send" else hears).setdefault(channel, []).append(name.partition(".")[0])
    return [
        _event(name, message, tells, hears, document) for name, message in document["components"]["messages"].items()
    ]


def _event(name: str, message: dict[str, Any], tells: Any, hears: Any, document: dict[str, Any]) -> dict[str, Any]:
    schema = json.loads((CONTRACTS / message["payload"]["$ref"]).read_text("utf-8"))
    exchange = document["channels"][name]["bindings"]["amqp"]["exchange"]["name"]
    example = json.dumps(message["examples"][0]["payload"], indent=2, ensure_ascii=False)
    told = {"tells": tells.get(name, []), "hears": hears.get(name, []), "exchange": exchange, "example": example}
    return {"name": name, "type": message["name"], "title": message["title"], "schema": schema} | told
