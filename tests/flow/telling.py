"""Tells of things that are nobody's, for the tests of the outbox and the relay, and looks for them in the stream."""

from kit import outbox
from kit.broker import Connection, Deliveries
from kit.event import Fact
from kit.settings import Settings
from kit.topology import Topology
from kit.unit_of_work import Work, transact
from marshmallow import Schema, fields
from pymongo.database import Database

HAPPENED = Fact("org.bascule.tests.thing.happened.v1", Schema.from_dict({"n": fields.Integer(required=True)})())


def tell(database: Database, aggregate: str, *sequences: int, private: bool = False) -> None:
    def emit(work: Work) -> None:
        for sequence in sequences:
            work.emit(HAPPENED, {"n": sequence}, aggregate=aggregate, sequence=sequence, private=private)

    transact(database, emit, deadline=5)


def unsent(database: Database) -> list[int]:
    return sorted(row["sequence"] for row in database[outbox.COLLECTION].find({"unsent": True}))


def in_stream(settings: Settings, topology: Topology) -> list[tuple[str, int]]:
    """(aggregate, sequence) of every event of these tests in the stream, in order."""
    with Connection(settings.amqp_url, "tests stream") as connection:
        deliveries = Deliveries(connection, topology.stream, prefetch=1000, arguments={"x-stream-offset": "first"})
        taken = [one.headers for one in deliveries.take(1000, patience=1, linger=0.3)]
    mine = [one for one in taken if one["cloudEvents_type"] == HAPPENED.type]
    return [(one["cloudEvents_partitionkey"], int(one["cloudEvents_sequence"])) for one in mine]
