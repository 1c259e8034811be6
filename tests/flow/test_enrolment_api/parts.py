"""What the tests of enrolment's API share: addresses, a learner, and a look into the outbox against the contracts."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
from pymongo.database import Database

API = "/api/enrolment"
COURSE = f"{API}/courses/innovation-publique"
HEAD = "name,email,country,department,organisation,kind,size,alone,hopes,enrolled_at"
MARYLINE = {
    "name": "Maryline Exemple",
    "email": "maryline@demo.example",
    "country": "FR",
    "department": "23",
    "organisation": {"name": "Commune d'Exemple", "kind": "commune", "size": "1-9"},
    "alone": True,
    "consent": {"terms": True},
    "language": "fr",
}
Does = Callable[..., Any]


def secret_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["link"][0]


def told(database: Database, kind: str) -> list[dict[str, Any]]:
    """The events of a kind in the outbox, each held against its contract."""
    rows = list(database["outbox"].find({"type": f"org.bascule.enrolment.{kind}.v1"}))
    schema = json.loads((files("contracts") / f"enrolment/{kind}.v1.schema.json").read_text("utf-8"))
    for row in rows:
        jsonschema.validate(row["data"], schema, format_checker=jsonschema.FormatChecker())
    return rows
