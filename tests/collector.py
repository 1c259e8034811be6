"""A collector of traces: a real receiver of OTLP over HTTP (opentelemetry.io/docs/specs/otlp) that keeps them."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.serving import serving


@dataclass(frozen=True)
class Span:
    """Ids in hexadecimal, `parent` empty at the root; `service` is what the process calls itself."""

    service: str
    name: str
    trace: str
    id: str
    parent: str


class Collector:
    def __init__(self, url: str) -> None:
        self.url = url
        self.spans: list[Span] = []

    def traces(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for span in self.spans:
            found.setdefault(span.trace, []).append(span)
        return found

    def path_to(self, last: Span) -> list[str]:
        """From the root of a trace to a span: who did what because of whom."""
        by_id = {span.id: span for span in self.spans if span.trace == last.trace}
        path = [last]
        while path[0].parent in by_id:
            path.insert(0, by_id[path[0].parent])
        return [f"{span.service}: {span.name}" for span in path] if not path[0].parent else []

    def take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [
                    Span(
                        names["service.name"], one.name, one.trace_id.hex(), one.span_id.hex(), one.parent_span_id.hex()
                    )
                    for one in scope.spans
                ]


@contextmanager
def collecting() -> Iterator[Collector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        collector = Collector(f"http://127.0.0.1:{port}")
        yield collector
