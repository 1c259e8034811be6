"""Events: facts in the past tense, in a CloudEvents 1.0 envelope, AMQP binary mode.

A `Fact` is a kind of event as one service sees it: its type and a marshmallow schema of its data. The producer's
schema lists every field; a consumer's lists only those that it reads and ignores the rest, so that neither waits for
the other. Attributes travel as flat headers `cloudEvents_*` (github.com/cloudevents/spec, AMQP binding 1.0.2), since
RabbitMQ streams drop nested ones; the body is the JSON data.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import uuid_utils
from marshmallow import EXCLUDE, Schema, ValidationError

PREFIX = "cloudEvents_"
REQUIRED = ("id", "type", "source", "specversion", "time")
EXTENSIONS = ("subject", "partitionkey", "sequence", "correlationid", "causationid", "traceparent")


class Unreadable(Exception):
    """A message that no retry can make readable: it is parked at once, with this sentence as the reason."""


def new_id() -> str:
    """A UUIDv7 (RFC 9562): unique without asking anyone, and sorted by time of creation."""
    return str(uuid_utils.uuid7())


@dataclass(frozen=True)
class Fact:
    """A type of event, `org.bascule.<service>.<subject>.<fact>.v<major>`, and the shape of its data."""

    type: str
    schema: Schema

    @property
    def stem(self) -> str:
        return self.type.rpartition(".v")[0]

    def dump(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Data as JSON values; raises KeyError when a required field is missing, since that is a bug of ours."""
        dumped = self.schema.dump(data)
        for name, declared in self.schema.fields.items():
            if declared.required and name not in dumped:
                raise KeyError(f"{self.type} lacks {name}")
        return dumped

    def load(self, data: Any) -> dict[str, Any]:
        """JSON values as data; raises Unreadable naming the field at fault."""
        try:
            return self.schema.load(data)
        except ValidationError as error:
            where = "; ".join(f"{name}: {problem}" for name, problem in sorted(error.normalized_messages().items()))
            raise Unreadable(f"the data of {self.type} cannot be read ({where})") from error


class Read(Schema):
    """Base of a consumer's shapes: what is not declared is not looked at."""

    class Meta:
        unknown = EXCLUDE


@dataclass(frozen=True, slots=True)
class Event:
    """One fact that happened. `aggregate` is what it happened to, `sequence` that thing's version (1, 2, 3 …)."""

    id: str
    type: str
    source: str
    time: datetime
    data: dict[str, Any]
    aggregate: str = ""
    sequence: int = 0
    correlation: str = ""
    causation: str = ""
    traceparent: str = ""
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The data as it came, with the fields that this service does not read."""

    def as_cause(self) -> dict[str, str]:
        """What the events that answer this one carry."""
        return {"correlation": self.correlation, "causation": self.id, "traceparent": self.traceparent}

    def with_data(self, data: dict[str, Any]) -> "Event":
        """The same event, its data read through a schema."""
        return replace(self, data=data, raw=self.data)


def to_headers(row: Mapping[str, Any]) -> dict[str, str]:
    """The envelope of an outbox row; `sequence` is zero-padded because CloudEvents orders it as text."""
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
    if row.get("causation"):
        headers["cloudEvents_causationid"] = row["causation"]
    if row.get("traceparent"):
        headers["cloudEvents_traceparent"] = row["traceparent"]
    return headers


def from_message(headers: Mapping[str, Any] | None, body: bytes) -> Event:
    """Read a delivery; raises Unreadable saying what is wrong with it."""
    headers = headers or {}
    missing = [name for name in REQUIRED if not isinstance(headers.get(PREFIX + name), str)]
    if missing:
        raise Unreadable(f"not a CloudEvent: no {', '.join(missing)}")
    if headers["cloudEvents_specversion"] != "1.0":
        raise Unreadable(f"CloudEvents {headers['cloudEvents_specversion']} is not 1.0")
    try:
        data = json.loads(body)
        time = datetime.fromisoformat(headers["cloudEvents_time"]).astimezone(UTC)
        sequence = int(headers.get("cloudEvents_sequence") or 0)
    except ValueError as error:
        raise Unreadable(f"the body is not JSON, or time or sequence is malformed: {error}") from error
    if not isinstance(data, dict):
        raise Unreadable(f"the body is {type(data).__name__}, not a JSON object")
    return Event(
        id=headers["cloudEvents_id"],
        type=headers["cloudEvents_type"],
        source=headers["cloudEvents_source"],
        time=time,
        data=data,
        aggregate=headers.get("cloudEvents_partitionkey", ""),
        sequence=sequence,
        correlation=headers.get("cloudEvents_correlationid", ""),
        causation=headers.get("cloudEvents_causationid", ""),
        traceparent=headers.get("cloudEvents_traceparent", ""),
    )
