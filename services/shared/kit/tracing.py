"""Traces: one post can be followed from the browser through outbox, broker and workers to the bells that it rings.

Every request continues the trace of its `traceparent` (W3C Trace Context) or begins one; events carry it on, and logs
name it. Spans are sent, by OTLP over HTTP, only where BASCULE_OTLP_URL names a collector: elsewhere none is made, and
OpenTelemetry is not even imported. A collector that is away costs its spans and nothing else.
"""

import re
import secrets
import time
from contextvars import ContextVar
from typing import Any

import structlog

FORMAT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
CURRENT: ContextVar[str] = ContextVar("traceparent", default="")
"""That of the request under way, for the requests that it makes of others."""
_tracer: Any = None


def configure(url: str, service: str, process: str) -> None:
    """Send spans to the collector at this address, `http://host:4318`; an empty one sends none."""
    if url:
        _start(url.rstrip("/"), service, process)


def is_on() -> bool:
    return _tracer is not None


def trace_of(traceparent: str) -> str:
    """The id of the trace, for logs; empty when there is none."""
    found = FORMAT.fullmatch(traceparent)
    return found[1] if found else ""


class Span:
    """Something that takes time; `traceparent` is what continues the trace from here."""

    __slots__ = ("_span", "traceparent")

    def __init__(self, traceparent: str, span: Any = None) -> None:
        self.traceparent, self._span = traceparent, span

    def end(self, **attributes: Any) -> None:
        if self._span is not None:
            self._span.set_attributes(attributes)
            self._span.end()


def begin(name: str, parent: str = "", kind: str = "INTERNAL", began: float | None = None, **attributes: Any) -> Span:
    """A span within the trace of `parent`, or of a new one; `began` is in seconds of time.time(), if not now.

    `kind` is OpenTelemetry's: SERVER, CLIENT, PRODUCER, CONSUMER or INTERNAL.
    """
    if _tracer is None:
        return Span(_child_of(parent))
    from opentelemetry.trace import SpanKind, TraceFlags
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract({"traceparent": parent}) if FORMAT.fullmatch(parent) else None
    start = int((began or time.time()) * 1e9)
    span = _tracer.start_span(name, context, SpanKind[kind], attributes, start_time=start)
    here = span.get_span_context()
    flags = TraceFlags(here.trace_flags)
    return Span(f"00-{here.trace_id:032x}-{here.span_id:016x}-{flags:02x}", span)


def arrive(what: str, parent: str, correlation: str) -> Span:
    """The span of a request that has come in; from here on, what this thread logs names its trace."""
    span = begin(what, parent, "SERVER")
    CURRENT.set(span.traceparent)
    structlog.contextvars.bind_contextvars(correlation=correlation, trace=trace_of(span.traceparent))
    return span


def _child_of(parent: str) -> str:
    found = FORMAT.fullmatch(parent)
    trace, flags = (found[1], found[3]) if found else (secrets.token_hex(16), "01")
    return f"00-{trace}-{secrets.token_hex(8)}-{flags}"


def _start(url: str, service: str, process: str) -> None:
    global _tracer
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    names = {"service.name": f"bascule-{service}", "service.instance.id": process, "service.namespace": "bascule"}
    provider = TracerProvider(resource=Resource.create(names))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{url}/v1/traces", timeout=3)))
    _tracer = provider.get_tracer("bascule")
