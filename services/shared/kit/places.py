"""Countries, French departments and the continents that they are on, from contracts/places.json (UN M49, INSEE)."""

import json
from functools import cache
from importlib.resources import files

from marshmallow import fields, validate

MAINLAND = {f"{number:02}" for number in range(1, 96) if number != 20} | {"2A", "2B"}


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    places = json.loads((files("contracts") / "places.json").read_text("utf-8"))
    continents = {code: name for name, codes in places["continents"].items() for code in codes.split()}
    return continents, places["departments_overseas"]


def countries() -> list[str]:
    """Every ISO 3166-1 alpha-2 code that is known here."""
    return sorted(_tables()[0])


def departments() -> list[str]:
    """The INSEE code of every French department, as `23`, `2A` or `974`."""
    return sorted(MAINLAND) + sorted(_tables()[1])


def continent(country: str, department: str = "") -> str:
    """The continent of an ISO 3166-1 alpha-2 code; overseas departments are where they are, not where Paris is."""
    continents, overseas = _tables()
    return continents[overseas.get(department, country) if country == "FR" else country]


def country(**options: object) -> fields.String:
    """A field that takes an ISO 3166-1 alpha-2 code, as `FR`."""
    known = validate.OneOf(countries(), error="Not an ISO 3166-1 alpha-2 country code, as FR.")
    return fields.String(validate=known, **options)  # type: ignore[arg-type]


def department(**options: object) -> fields.String:
    """A field that takes the INSEE code of a French department, as `23`, `2A` or `974`, or an empty string."""
    known = validate.OneOf(["", *departments()], error="Not a French department's code.")
    return fields.String(validate=known, **options)  # type: ignore[arg-type]
