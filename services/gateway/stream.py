"""The live stream: `GET /stream?course=&topic=` as Server-Sent Events (HTML Living Standard, 9.2).

Everyone hears `figures`; the signed-in person also `bell`, and `fresh` when something came to the topic of their page
(`discussion:<id>`, `projects`, …). `id:` is the broker's stream offset, and `Last-Event-ID`
resumes after it without a gap or a repeat; where that cannot be done the browser hears `refresh`, and reloads what it
shows. Connections end after some minutes, so that who listens is verified anew; browsers come back by themselves.
"""

import random
import re
import time
from collections.abc import Iterator
from threading import Thread

from flask import Flask, Response, request
from kit import identity, tracing
from kit.errors import Invalid, Unauthenticated, Unavailable
from kit.logs import configure

from gateway import metrics
from gateway.cookies import ACCESS
from gateway.news import block
from gateway.newsroom import Listener, Newsroom
from gateway.operations import add_operations
from gateway.reader import Reader
from gateway.settings import StreamSettings

COURSE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TOPIC = re.compile(r"([a-z]{1,20}(:[A-Za-z0-9-]{1,60})?)?")
HEARTBEAT = 20.0
RETRY = 2000
LIFE = 600.0
UNSURE_LIFE = 15.0
"""Of a connection whose cookie could not be verified: its person may be signed in again a moment later."""
CATCHING_UP = 5.0
STUCK = 30.0


def create_app(settings: StreamSettings | None = None) -> Flask:
    """The application, which reads the broker's stream from now on."""
    settings = settings or StreamSettings.from_environment()
    configure(settings.log_level, service="gateway", process="stream")
    tracing.configure(settings.otlp_url, "gateway", "stream")
    newsroom = Newsroom()
    reader = Reader(settings.amqp_url, settings.namespace, newsroom)
    verifier = identity.Verifier(identity.fetch_from(settings.jwks_url))
    app = Flask("gateway", static_folder=None)
    add_operations(app, lambda: _problems(reader, newsroom))

    @app.get("/stream")
    def stream() -> Response:
        course = request.args.get("course", "")
        if len(course) > 60 or not COURSE.fullmatch(course):
            raise Invalid("Say which course: /stream?course=…", errors={"course": ["Not the id of a course."]})
        topic = request.args.get("topic", "")
        if not TOPIC.fullmatch(topic):
            raise Invalid("A topic looks like discussion:<id>", errors={"topic": ["Not a topic."]})
        person, life = _who(verifier)
        _do_not_wait_for_the_stuck()
        events = follow(newsroom, Listener(course, person, topic), _position(), life * random.uniform(0.9, 1.1))
        return Response(events, content_type="text/event-stream; charset=utf-8", headers={"X-Accel-Buffering": "no"})

    Thread(target=reader.run, name="reader", daemon=True).start()
    return app


def follow(newsroom: Newsroom, listener: Listener, after: int | None, life: float) -> Iterator[str]:
    """What a listener hears, from after an offset (None: from now) until `life` seconds have passed."""
    until = time.monotonic() + life
    yield block(retry=RETRY)
    caught_up = newsroom.wait_for(-1 if after is None else after, CATCHING_UP)
    if not caught_up and not newsroom.is_ready:
        return  # the browser comes back with the same id
    greeting = _greeting(newsroom, listener, after)
    newsroom.join(listener)
    try:
        yield greeting
        while time.monotonic() < until and not listener.is_behind:
            # with nothing left to take, all up to the ring's last was told: the id moves on through quiet hours
            yield listener.take(HEARTBEAT) or f": still here\n{_here(newsroom)}"
    finally:
        newsroom.leave(listener)


def _greeting(newsroom: Newsroom, listener: Listener, after: int | None) -> str:
    ring = newsroom.ring
    if after is None:
        figures = ring.figures(listener.course)
        return (block(event="figures", data=figures.data) if figures else "") + _here(newsroom)
    missed = ring.since(after, listener.course, listener.person, listener.topic)
    if missed is None:
        metrics.REFRESHES.inc()
        return block(event="refresh", data="{}") + _here(newsroom)
    return "".join(map(str, missed)) + _here(newsroom)


def _here(newsroom: Newsroom) -> str:
    """Moves the place to resume from up to what was read; nowhere as long as the stream is empty."""
    last = newsroom.ring.last
    return block(id=last if last >= 0 else "")


def _who(verifier: identity.Verifier) -> tuple[str | None, float]:
    """The id of who listens, None for a passer-by, and how long to believe it; raises Unauthenticated."""
    if header := request.headers.get("Authorization"):
        return verifier.person(identity.bearer(header)).id, LIFE
    if not (token := request.cookies.get(ACCESS)):
        return None, LIFE
    try:
        return verifier.person(token).id, LIFE
    except (Unauthenticated, Unavailable):
        return None, UNSURE_LIFE


def _position() -> int | None:
    given = request.headers.get("Last-Event-ID") or request.args.get("last", "")
    if not given:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", given):
        raise Invalid("The place to resume from is the id of an event", errors={"last": ["Not the id of an event."]})
    return int(given)


def _do_not_wait_for_the_stuck() -> None:
    """End the connection when the browser takes nothing for a while: its greenlet would wait for ever."""
    if socket := request.environ.get("gunicorn.socket"):
        socket.settimeout(STUCK)


def _problems(reader: Reader, newsroom: Newsroom) -> dict[str, str]:
    if reader.trouble:
        return {"broker": reader.trouble}
    return {} if newsroom.is_ready else {"stream": "still reading what came before"}
