"""Carries an outbox to the broker without the kit: in windows with confirms, and one at a time.

The windows go out of one thread that runs pika's loop, without locks or futures: nothing is quicker with pika.
"""

import json
from datetime import UTC, datetime
from typing import Any

import pika
from pymongo.database import Database

WINDOW = 500
READ = 4 * WINDOW
Row = dict[str, Any]


def properties(row: Row) -> pika.BasicProperties:
    """The same CloudEvents headers as the kit's."""
    headers = {
        "cloudEvents_specversion": "1.0",
        "cloudEvents_id": row["_id"],
        "cloudEvents_type": row["type"],
        "cloudEvents_source": row["source"],
        "cloudEvents_time": row["time"].isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "cloudEvents_subject": row["aggregate"],
        "cloudEvents_partitionkey": row["aggregate"],
        "cloudEvents_sequence": f"{row['sequence']:020}",
        "cloudEvents_correlationid": row["correlation"],
    }
    return pika.BasicProperties(
        content_type="application/json", delivery_mode=2, message_id=row["_id"], headers=headers
    )


def body(row: Row) -> bytes:
    return json.dumps(row["data"], separators=(",", ":"), ensure_ascii=False).encode()


def unsent(database: Database, limit: int) -> list[Row]:
    return list(database["outbox"].find({"unsent": True}, limit=limit, batch_size=limit))


def mark_sent(database: Database, rows: list[Row]) -> None:
    change = {"$set": {"sent": datetime.now(UTC)}, "$unset": {"unsent": ""}}
    database["outbox"].update_many({"_id": {"$in": [row["_id"] for row in rows]}}, change)


class Windows:
    """Connects; `drain` then sends all that is unsent, a window at a time, and returns how many rows that was."""

    def __init__(self, url: str, exchange: str, database: Database) -> None:
        self._exchange, self._database = exchange, database
        self._read: list[Row] = []
        self._window: list[Row] = []
        self._outstanding = self._tag = self._sent = 0
        self._connection = pika.SelectConnection(
            pika.URLParameters(url),
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._opened),
            on_close_callback=lambda connection, _: connection.ioloop.stop(),
        )
        self._connection.ioloop.start()

    def drain(self) -> int:
        self._connection.ioloop.add_callback(self._next_window)
        self._connection.ioloop.start()
        return self._sent

    def close(self) -> None:
        self._connection.close()
        self._connection.ioloop.start()

    def _opened(self, channel: pika.channel.Channel) -> None:
        self._channel = channel
        channel.confirm_delivery(self._confirmed, callback=lambda _: self._connection.ioloop.stop())

    def _next_window(self) -> None:
        self._read = self._read or unsent(self._database, READ)
        self._window, self._read = self._read[:WINDOW], self._read[WINDOW:]
        if not self._window:
            self._connection.ioloop.stop()
            return
        self._outstanding = len(self._window)
        for row in self._window:
            self._channel.basic_publish(self._exchange, row["type"], body(row), properties(row), mandatory=True)

    def _confirmed(self, frame: Any) -> None:
        last = frame.method.delivery_tag
        self._outstanding -= last - self._tag if frame.method.multiple else 1
        self._tag = last if frame.method.multiple else max(self._tag, last)
        if not self._outstanding:
            mark_sent(self._database, self._window)
            self._sent += len(self._window)
            self._next_window()


def one_at_a_time(channel: Any, exchange: str, database: Database, marks: int) -> int:
    """`channel` is a BlockingChannel in confirm mode: each publish waits for its confirm, as a plain relay does it.

    The same rows are read as above; `marks` says how many confirmed rows are marked as sent at once.
    """
    sent = 0
    while rows := unsent(database, WINDOW):
        for start in range(0, len(rows), marks):
            some = rows[start : start + marks]
            for row in some:
                channel.basic_publish(exchange, row["type"], body(row), properties(row), mandatory=True)
            mark_sent(database, some)
        sent += len(rows)
    return sent
