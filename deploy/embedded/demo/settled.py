"""Whether all that was told has taken effect: what each outbox has sent stands in the inboxes that want it.

Looks into the services' databases from outside, as only a supervisor may; it asks nobody and changes nothing.
"""

from collections import Counter

from kit import following, inbox, outbox, service
from pymongo.collection import Collection

from embedded.house import House
from embedded.services import SERVICES


def effects(house: House) -> tuple[int, int]:
    """How many effects there are of the public events, and how many there must be."""
    told: Counter[str] = Counter()
    for name in SERVICES:
        told += _by_type(house.database(name)[outbox.COLLECTION], {"private": False})
    seen = wanted = 0
    for name in SERVICES:
        marks = _marks(house, name)
        reactions = service.load(name).reactions
        for type_ in set(reactions.facts) - reactions.private:
            wanted += told[type_]
            seen += min(marks[type_], told[type_])  # marks are kept longer than what was sent
    return seen, wanted


def _marks(house: House, name: str) -> Counter[str]:
    """How many events of each type have taken effect: inbox marks, or what is kept and was followed."""
    database, this = house.database(name), service.load(name)
    if this.history:
        followed: dict[str, object] = {"_id": {"$lte": following.position(database)}}
        return _by_type(database[this.history(database).marks], followed)
    return _by_type(database[inbox.COLLECTION])


def mails_to_come(house: House) -> int:
    """Private events and mails on their way, which leave no trace when they are done."""
    waiting = [house.database(name)[outbox.COLLECTION] for name in SERVICES]
    waiting.append(house.database("notifications")["mails"])
    return sum(1 for collection in waiting for _ in collection.find({"unsent": True}, {"_id": 1}))


def _by_type(collection: Collection, where: dict[str, object] | None = None) -> Counter[str]:
    grouped = collection.aggregate([{"$match": where or {}}, {"$group": {"_id": "$type", "count": {"$sum": 1}}}])
    return Counter({one["_id"]: one["count"] for one in grouped})
