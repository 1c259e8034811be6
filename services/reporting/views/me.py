"""All that is held about somebody: nothing here has a name, so what is given is given by their id."""

from typing import Any

from pymongo.database import Database

from reporting import store
from reporting.commands.bilans import shown
from reporting.domain.feed import cloud_event, instant
from reporting.domain.pseudonyms import PEOPLE, mentioned
from reporting.store.erasure import VIEWS_OF_PEOPLE
from reporting.views.sensations import told_by


def data(database: Database, person: str) -> dict[str, Any]:
    """What views, pulses, reports and tokens say of a person, and every event that names them in their courses."""
    kept = {name: [_plain(one) for one in database[name].find({"person": person})] for name in VIEWS_OF_PEOPLE}
    tokens = database["consumers"].find({"by": person}, {"name": 1, "courses": 1, "types": 1, "at": 1})
    return {
        "person": person,
        "views": kept,
        "pulses": told_by(database, person),
        "events": _events(database, person, sorted({one["course"] for one in kept["people"]})),
        "bilans": [shown(one) for one in database["bilans"].find({"by": person}, {"made": 0})],
        "consumers": [_plain(one) for one in tokens],
    }


def _events(database: Database, person: str, courses: list[str]) -> list[dict[str, Any]]:
    wanted = store.Wanted(courses)
    kept = (one for batch in store.read(database, 0, store.position(database), wanted) for one in batch)
    return [_mine(cloud_event(one), person) for one in kept if person in set(mentioned(one["data"]))]


def _mine(event: dict[str, Any], person: str) -> dict[str, Any]:
    """Without the many others whom an event may name beside me."""
    others = {name: [person] for name, value in event["data"].items() if name in PEOPLE and isinstance(value, list)}
    return event | {"data": event["data"] | others}


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    return {name: instant(value) if hasattr(value, "isoformat") else value for name, value in document.items()}
