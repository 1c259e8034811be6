"""Ask the data yourself: views as rows, events as files, all views as one DuckDB file, and the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from kit import __main__ as command
from kit.settings import Settings
from kit.settings import settings as process_settings
from kit.testing import House
from reporting.files import columns
from reporting.files.events import COLUMNS, Period

from .conftest import COURSE, Caller, Teller, as_role, later


@pytest.fixture
def lively(teller: Teller) -> Teller:
    teller.enrols("anna", organisation_size="1-9", alone=True)
    teller.enrols("boris", organisation_size="1000+", alone=False)
    teller.opens("anna", "d1", later(days=1), title="=cmd()")
    teller.posts("boris", "d1", later(days=2))
    return teller


def test_a_view_is_a_table_with_filters(lively: Teller, reporter: Caller) -> None:
    path = f"/courses/{COURSE}/views/people"
    assert {row["person"] for row in reporter.get(path).json["items"]} == {"anna", "boris"}
    alone = reporter.get(path, alone="true").json["items"]
    assert [(row["person"], row["posts"], row["active_days"]) for row in alone] == [("anna", 1, 1)]
    wrong = reporter.get(path, shoe_size=42)
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["shoe_size"])
    assert reporter.get(path, posts="many").status_code == 422
    assert reporter.get(f"/courses/{COURSE}/views/secrets").status_code == 404


def test_a_view_is_a_sheet_without_formulas(lively: Teller, reporter: Caller) -> None:
    answer = reporter.get(f"/courses/{COURSE}/views/discussions", format="csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["title"], row["posts"], row["opened_at"]) == ("'=cmd()", "2", "2026-06-02T09:00:00.000Z")


def test_every_view_can_be_asked(lively: Teller, reporter: Caller) -> None:
    from reporting.views.tables import TABLES

    for name in TABLES:
        assert reporter.get(f"/courses/{COURSE}/views/{name}").status_code == 200, name


def test_a_period_of_events_is_a_file(lively: Teller, reporter: Caller, tmp_path: Path) -> None:
    path, period = f"/courses/{COURSE}/events.file", {"first": "2026-06-02", "last": "2026-06-02"}
    lines = [json.loads(line) for line in reporter.get(path, **period).data.splitlines()]
    assert [one["type"].split(".")[3] for one in lines] == ["discussion", "post"]
    rows = list(csv.DictReader(io.StringIO(reporter.get(path, format="csv", **period).text)))
    assert [row["id"] for row in rows] == [one["id"] for one in lines]
    (tmp_path / "events.parquet").write_bytes(reporter.get(path, format="parquet", **period).data)
    table = pq.read_table(tmp_path / "events.parquet").to_pylist()
    assert [row["id"] for row in table] == [one["id"] for one in lines]
    assert table[0]["time"].isoformat() == "2026-06-02T09:00:00+00:00"
    statements = [json.loads(line) for line in reporter.get(path, format="xapi", **period).data.splitlines()]
    assert [one["verb"]["display"]["en-US"] for one in statements] == ["created", "created"]
    upside_down = reporter.get(path, first="2026-06-03", last="2026-06-02")
    assert (upside_down.status_code, list(upside_down.json["errors"])) == (422, ["last"])


def test_all_views_are_one_duckdb_file(lively: Teller, reporter: Caller, tmp_path: Path) -> None:
    file = tmp_path / "views.duckdb"
    file.write_bytes(reporter.get(f"/courses/{COURSE}/views.duckdb").data)
    with duckdb.connect(str(file), read_only=True) as connection:
        (found,) = connection.execute("SELECT sum(posts), count(*) FILTER (WHERE alone) FROM people").fetchall()
    assert found == (2, 1)


AWKWARD = 'Il dit :\n« "quoi" » \\n ; \u2028 l\u2019\u0153uf 🌾, {"a": [1, null]}\t\''


def test_what_people_write_is_in_the_columns_as_they_wrote_it(teller: Teller, reporter: Caller, tmp_path: Path) -> None:
    teller.opens("anna", "d1", later(days=1), title=AWKWARD)
    parquet, duck = tmp_path / "events.parquet", tmp_path / "views.duckdb"
    parquet.write_bytes(reporter.get(f"/courses/{COURSE}/events.file", format="parquet").data)
    assert json.loads(pq.read_table(parquet).to_pylist()[0]["data"])["title"] == AWKWARD
    duck.write_bytes(reporter.get(f"/courses/{COURSE}/views.duckdb").data)
    with duckdb.connect(str(duck), read_only=True) as connection:
        assert connection.execute("SELECT title, accepted_at FROM discussions").fetchall() == [(AWKWARD, None)]


@pytest.mark.parametrize("at_once", [1, 2, 3, 5])
def test_a_file_has_every_row_once_and_in_order_however_many_go_in_at_once(
    lively: Teller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(columns, "AT_ONCE", at_once)
    columns.parquet(lively.database, Period([COURSE]), tmp_path / "events.parquet")
    table = pq.read_table(tmp_path / "events.parquet")
    assert table["position"].to_pylist() == [1, 2, 3, 4, 5]
    assert {str(table.schema.field(name).type) for name in ("position", "time", "type")} == {
        "int64",
        "timestamp[us, tz=UTC]",
        "string",
    }
    assert [one.name for one in tmp_path.iterdir()] == ["events.parquet"]


def test_a_file_of_nothing_has_its_columns(teller: Teller, tmp_path: Path) -> None:
    columns.parquet(teller.database, Period(["no-such-course"]), tmp_path / "events.parquet")
    table = pq.read_table(tmp_path / "events.parquet")
    assert (table.num_rows, table.column_names) == (0, list(COLUMNS))


def test_files_are_for_reporters_and_tokens(lively: Teller, house: House, learner: Caller) -> None:
    token = as_role(house, "reporter").post(f"/courses/{COURSE}/consumers", name="x", types=["forum"]).json["token"]
    for path in ("views/people", "events.file", "views.duckdb"):
        assert learner.get(f"/courses/{COURSE}/{path}").status_code == 403
        assert Caller(house, token).get(f"/courses/another-course/{path}").status_code == 403
    lines = Caller(house, token).get(f"/courses/{COURSE}/events.file").data.splitlines()
    assert {json.loads(line)["type"].split(".")[2] for line in lines} == {"forum"}


@pytest.fixture
def bascule(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line, on this test's servers."""
    monkeypatch.setenv("BASCULE_AMQP_URL", settings.amqp_url)
    monkeypatch.setenv("BASCULE_MONGO_URL", settings.mongo_url)
    monkeypatch.setenv("BASCULE_NAMESPACE", settings.namespace)
    process_settings.cache_clear()
    yield lambda *words: CliRunner().invoke(command.main, list(words))
    process_settings.cache_clear()


def test_tail_prints_the_newest_events(lively: Teller, bascule: Any) -> None:
    done = bascule("events", "tail", "--last", "2", "--no-follow")
    assert done.exit_code == 0, done.output
    assert [json.loads(line)["position"] for line in done.stdout.splitlines()] == [4, 5]


def test_export_writes_a_file_or_says_why_not(lively: Teller, bascule: Any, tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    done = bascule("events", "export", str(file), "--course", COURSE, "--types", "forum")
    assert done.exit_code == 0, done.output
    assert len(file.read_text().splitlines()) == 3
    wrong = bascule("events", "export", str(file), "--first", "2026-06-02", "--last", "2026-06-01")
    assert (wrong.exit_code, "--last is before --first" in wrong.output) == (2, True)
    unknown = bascule("events", "export", str(file), "--types", "forum.cake.baked")
    assert unknown.exit_code == 1
    assert "Traceback" not in unknown.output


def test_replay_needs_a_consumer_with_an_address(lively: Teller, bascule: Any) -> None:
    done = bascule("events", "replay", "nobody")
    assert (done.exit_code, "no consumer nobody" in done.output) == (1, True)


def test_the_catalogue_is_a_page_without_anything_from_elsewhere(house: House) -> None:
    page = Caller(house).get("/asyncapi.html")
    assert page.status_code == 200
    assert "org.bascule.forum.post.published.v1" in page.text
    assert "Somebody told how it feels" in page.text
    assert "http://" not in page.text.replace("http://json-schema.org", "")
    assert "src=" not in page.text
    document = Caller(house).get("/asyncapi.yaml")
    assert (document.status_code, document.text.count("asyncapi: 3")) == (200, 1)
