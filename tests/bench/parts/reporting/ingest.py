"""Keeping events beside bare inserts of the same documents in transactions of as many; then what follows."""

from kit import service
from kit.consumer import take_effect
from kit.following import Follower

from tests.bench.ground import Ground, stopwatch
from tests.bench.parts.reporting import stored

INGESTED, BATCH = 6_000, 300


def ours(ground: Ground) -> float:
    this, count = service.load("reporting"), ground.amount(INGESTED)
    database = ground.fresh(this, "ours")
    follower = Follower(this, database)
    readable = [this.reactions.read(event) for event in stored.events(count)]
    with stopwatch() as seconds:
        for start in range(0, count, BATCH):
            take_effect(database, this.reactions, readable[start : start + BATCH], "slot-00", follower=follower)
    return count / seconds()


def followed(ground: Ground) -> float:
    """What was kept last, folded and told."""
    database = ground.mongo[f"{ground.namespace}_ours"]
    database["places"].update_one({"_id": "views"}, {"$set": {"position": 0}})
    with stopwatch() as seconds:
        Follower(service.load("reporting"), database).catch_up()
    return ground.amount(INGESTED) / seconds()


def bare(ground: Ground) -> float:
    count = ground.amount(INGESTED)
    database = ground.fresh(service.load("reporting"), "bare")
    documents = [{"_id": n} | stored.kept(event) for n, event in enumerate(stored.events(count), 1)]
    with stopwatch() as seconds:
        for start in range(0, count, BATCH):
            with database.client.start_session() as session, session.start_transaction():
                database["events"].insert_many(documents[start : start + BATCH], session=session)
    return count / seconds()
