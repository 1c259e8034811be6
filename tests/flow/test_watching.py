"""What an operator watches: figures that are right however many processes count, logs without personal data."""

import json
import subprocess
import sys
import time

import httpx
import pytest
from kit import gauges, lateness, metrics
from kit.lateness import Sign
from kit.testing import House, eventually
from kit.tracing import begin, trace_of
from prometheus_client.parser import text_string_to_metric_families

from tests.flow.typing_commands import environment
from tests.gateway import free_port, kill


def counted(port: int, name: str) -> float:
    page = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    samples = [one for family in text_string_to_metric_families(page) for one in family.samples]
    return sum(one.value for one in samples if one.name == name and one.labels.get("route") == "/healthz")


def test_requests_are_counted_once_by_several_processes(quiet_house: House) -> None:
    port = free_port()
    command = [sys.executable, "-m", "kit", "web", "forum", "--workers", "2", "--bind", f"127.0.0.1:{port}"]
    env = environment(quiet_house.settings, JWKS_URL="http://127.0.0.1:9/jwks.json")
    process = subprocess.Popen(command, env=env, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: answers(port), within=30)
        before = counted(port, "bascule_requests_total")
        for _ in range(30):
            httpx.get(f"http://127.0.0.1:{port}/healthz")  # a connection each: either process may take it
        assert counted(port, "bascule_requests_total") == before + 30
        assert counted(port, "bascule_request_seconds_count") == before + 30
    finally:
        kill(process)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def test_what_waits_can_be_seen(quiet_house: House, anna) -> None:
    forum, reporting = (quiet_house.services[name] for name in ("forum", "reporting"))
    anna.opens()
    gauges.measure(forum, quiet_house.database("forum"), quiet_house.settings)
    assert value(metrics.OUTBOX) == 2
    assert 0 < value(metrics.OUTBOX_AGE) < 60
    quiet_house.run()
    eventually(lambda: gauges.outbox_state(quiet_house.database("forum")) == (0, 0.0))
    gauges.measure(reporting, quiet_house.database("reporting"), quiet_house.settings)
    assert value(metrics.INBOX_WORKERS) == 1
    assert value(metrics.SHELVED) == 0


def value(gauge) -> float:
    (family,) = gauge.collect()
    return family.samples[0].value


def test_an_effect_is_counted_with_the_time_that_it_took(house: House, anna) -> None:
    def effects() -> float:
        return next(one.value for one in metrics.EFFECT_AGE.collect()[0].samples if one.name.endswith("_count"))

    before = effects()
    anna.opens()
    eventually(lambda: effects() > before)


def test_a_worker_says_how_old_is_what_it_takes(quiet_house: House) -> None:
    database = quiet_house.database("forum")
    worker, now = lateness.Lateness(database), time.time()
    worker.note([now, now - 40])
    (sign,) = lateness.signs(database)
    assert (sign.age, sign.silent < 5) == (pytest.approx(40, abs=5), True)
    assert value(metrics.INBOX_AGE) == pytest.approx(sign.age, abs=0.1)
    worker.is_over()
    assert value(metrics.INBOX_AGE) == 0
    worker.leave()
    assert lateness.signs(database) == []


FRESH, HANGS, KILLED = Sign(0.0, 1.0), Sign(0.0, 60.0), Sign(3.0, 900.0)


@pytest.mark.parametrize(
    ("signs", "workers", "waiting", "seconds"),
    [
        ([FRESH, FRESH], 2, 0, 0.0),
        ([Sign(12.0, 0.5), FRESH], 2, 300, 12.0),
        ([FRESH, HANGS], 2, 0, 60.0),
        ([HANGS], 1, 0, 60.0),
        ([FRESH, KILLED], 1, 0, 0.0),
        ([HANGS, KILLED], 1, 0, 60.0),
        ([HANGS], 0, 5, 60.0),
        ([HANGS], 0, 0, 0.0),
        ([], 0, 5, 0.0),
        ([FRESH, KILLED], None, None, 0.0),
    ],
    ids=[
        *("all give signs", "they are behind", "one of two hangs", "the only one hangs", "one was killed"),
        *("one was killed and one hangs", "nobody consumes", "nobody consumes and nothing waits", "nobody ever did"),
        "the broker is away",
    ],
)
def test_what_waits_has_waited_as_long_as_whoever_has_it_is_silent(
    signs: list[Sign], workers: int | None, waiting: int | None, seconds: float
) -> None:
    assert lateness.longest(signs, workers, waiting) == seconds


LOGGING = """
import logging, structlog
from kit.logs import configure
configure("info", service="forum", process="web")
structlog.get_logger().warning("parked", reason='E11000 dup key: { email: "anna@mairie.example" }')
logging.getLogger("a.library").warning('it said "anna@mairie.example"')
"""


def test_a_log_line_is_json_and_hides_addresses() -> None:
    done = subprocess.run([sys.executable, "-c", LOGGING], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["service"] for line in lines] == ["forum", "forum"]
    assert lines[0]["reason"] == 'E11000 dup key: { email: "…@…" }'
    assert lines[1]["event"] == 'it said "…@…"'


def test_a_trace_is_continued_or_begun_even_where_nobody_collects() -> None:
    known = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    assert trace_of(begin("a", known).traceparent) == "a" * 32
    assert begin("a", known).traceparent != known
    begun = begin("a", "nonsense", began=time.time()).traceparent
    assert len(trace_of(begun)) == 32
    assert trace_of("nonsense") == ""
