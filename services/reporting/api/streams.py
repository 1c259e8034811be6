"""The pull feed over HTTP."""

from typing import Any

from flask import Response, request
from kit.allowed import allowed
from kit.web import configured, database, threads

from reporting import store
from reporting.api.asking import reader
from reporting.api.blueprint import blueprint, route, takes
from reporting.domain import feed as rules
from reporting.events import PUBLIC
from reporting.schemas import streams as shapes
from reporting.views import feed

NDJSON = "application/x-ndjson"
TYPES = [fact.type for fact in PUBLIC]


@route("/events")
@allowed("facilitator", "reporter", "consumer")
@takes(shapes.Feed, location="query")
@blueprint.response(200, content_type=NDJSON)
def read_events(asked: dict[str, Any]) -> Any:
    """Read the stored events in their order, one CloudEvent a line (reporters, facilitators, tokens of consumers)

    Ask again with the last line's `cursor` as `after` to go on; `follow=1` keeps the connection open, and an empty line
    now and then tells that it lives. `Accept-Encoding: zstd` or `gzip` packs the lines.
    """
    reading, scope, newest = reader(), asked["course"], store.position(database())
    wanted = feed.Asked(
        courses=reading.of(scope),
        scope=scope,
        types=reading.types_among(rules.types(asked["types"], TYPES)),
        after=rules.position(asked.get("after", ""), scope, newest),
        limit=asked.get("limit"),
        until=asked.get("until"),
        before=asked.get("before"),
        follow=configured().follow if asked["follow"] else 0.0,
    )
    response = answer(feed.lines(database(), wanted), NDJSON)
    if asked["follow"]:
        feed.followers.come(threads())
        response.call_on_close(feed.followers.leave)
    return response


def answer(blocks: Any, kind: str, name: str = "") -> Response:
    """Blocks of bytes as a response, packed as the reader likes it; `name` proposes that of a file."""
    packed, encoding = feed.packed(blocks, request.headers.get("Accept-Encoding", ""))
    response = Response(packed, content_type=kind)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["X-Accel-Buffering"] = "no"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
