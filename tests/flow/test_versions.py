"""Two versions of an event side by side: whoever reads the newer one reads the older one too, and each counts once."""

from datetime import UTC, datetime
from typing import Any

from kit.event import Event, Fact, Read, new_id
from kit.reactions import Reactions
from kit.topology import of_service
from kit.views import Views
from marshmallow import fields


class Placed(Read):
    """Version 1: the place is a name."""

    project = fields.String(required=True)
    place = fields.String(required=True)


class PlacedInTheWorld(Read):
    """Version 2: the place has a country."""

    project = fields.String(required=True)
    place = fields.Dict(required=True)


OLD = Fact("org.bascule.toy.project.placed.v1", Placed())
NEW = Fact("org.bascule.toy.project.placed.v2", PlacedInTheWorld())
on = Reactions()


@on.view(NEW)
def count_the_country(event: Event, views: Views) -> None:
    views.count("countries", event.data["place"]["country"], {"projects": 1})


def in_france(data: dict[str, Any]) -> dict[str, Any]:
    """Before there were countries, all were in France."""
    return data | {"place": {"name": data["place"], "country": "FR"}}


on.upcast(OLD, NEW, in_france)


class Counted:
    def __init__(self) -> None:
        self.countries: list[str] = []

    def count(self, _collection: str, key: str, _amounts: dict[str, int]) -> None:
        self.countries.append(key)


def event(fact: Fact, **data: Any) -> Event:
    return Event(new_id(), fact.type, "/bascule/toy", datetime.now(UTC), data)


def test_a_consumer_of_the_new_version_takes_both() -> None:
    told = [
        event(OLD, project="p1", place="Guéret"),
        event(NEW, project="p2", place={"name": "Liège", "country": "BE"}),
    ]
    counted = Counted()
    on.apply_views([on.read(one) for one in told], counted)
    assert counted.countries == ["FR", "BE"]


def test_its_inbox_is_bound_to_both() -> None:
    keys = {
        key for queue, _, key in of_service("bascule", "toy", set(on.facts), on.private).bindings if "inbox" in queue
    }
    assert keys == {OLD.type, NEW.type}


def test_the_identity_of_an_event_does_not_change_with_its_version() -> None:
    """Delivered twice, it is still seen once: its mark is its id."""
    one = event(OLD, project="p1", place="Guéret")
    read = on.read(one)
    assert (read.id, read.type, read.raw) == (one.id, NEW.type, in_france(one.data))
