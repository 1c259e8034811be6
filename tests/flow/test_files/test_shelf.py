"""Keeping, claiming, releasing, sweeping: nothing that is shown goes missing, nothing that is not stays."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from kit import files
from kit.errors import Invalid, NotFound, TooMany
from kit.files import keeping, shelf
from kit.settings import Settings
from kit.unit_of_work import transact
from moto.server import ThreadedMotoServer

from .conftest import picture

LATER = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture(params=["GridFS", "S3"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, namespace: str) -> Iterator[str]:
    """Where contents lie: the database, and a server that speaks S3."""
    if request.param == "GridFS":
        yield ""
        return
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "tests")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"s3://{namespace}/drawings?endpoint=http://{host}:{port}&region=us-east-1"
    shelf._bucket(address, "any")._client.create_bucket(Bucket=namespace)
    yield address
    server.stop()


def answered(database: Any, file: str, headers: dict[str, str] | None = None, **how: Any) -> Any:
    with Flask("tests").test_request_context(headers=headers):
        response = files.answer(database, file, **how)
        response.data = b"".join(response.response)
        return response


def sweep(database: Any, url: str = "", now: datetime | None = LATER) -> int:
    return files.sweep(database, Settings("", "", files_url=url), now)


def test_what_is_kept_is_handed_out_harmless_and_for_good(database, keep, url):
    kept = keep(picture(), url=url)
    response = answered(database, kept.id, url=url, name="Séance 1")
    assert (response.content_type, len(response.data), kept.width) == ("image/png", kept.size, 400)
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "immutable" in response.headers["Cache-Control"]
    again = answered(database, kept.id, {"If-None-Match": response.headers["ETag"]}, url=url)
    assert (again.status_code, again.data) == (304, b"")
    thumbnail = answered(database, kept.id, width=320, url=url)
    assert (thumbnail.content_type, thumbnail.data[8:12]) == ("image/webp", b"WEBP")


def test_a_document_is_offered_for_saving_and_never_shown(database, keep):
    kept = keep(b"<script>alert(1)</script>", kinds=files.DOCUMENTS)
    response = answered(database, kept.id, name="notes.html")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=notes.html.txt"


def test_what_is_not_there_is_not_found(database, keep):
    kept = keep(b"words", kinds=files.DOCUMENTS)
    for asked in ({"file": "0" * 64}, {"file": kept.id, "width": 320}, {"file": kept.id, "width": 7}):
        with pytest.raises(NotFound):
            answered(database, **asked)


def test_the_same_picture_from_many_at_once_is_kept_once(database, keep):
    with ThreadPoolExecutor(6) as pool:
        kept = set(pool.map(lambda number: keep(picture(), owner=f"p{number}").id, range(6)))
    assert len(kept) == 1
    assert database["files"].count_documents({}) == 1
    assert database["contents.files"].count_documents({}) == 3
    assert sorted(database["files"].find_one()["owners"]) == [f"p{number}" for number in range(6)]
    assert database["uploads"].count_documents({}) == 0


def test_what_nobody_claims_is_swept_after_a_day_and_what_is_claimed_stays(database, keep, url):
    shown, dropped = keep(picture(size=(20, 20)), url=url), keep(picture(size=(30, 20)), url=url)
    transact(database, lambda work: files.claim(work, shown.id, "sketchnotes/1", owner="anna"), deadline=2)
    assert sweep(database, url, datetime.now(UTC) + timedelta(hours=23)) == 0
    assert (sweep(database, url), sweep(database, url)) == (3, 0)
    assert answered(database, shown.id, url=url).status_code == 200
    with pytest.raises(NotFound):
        answered(database, dropped.id, url=url)


def test_what_is_released_by_the_last_that_showed_it_is_swept(database, keep):
    kept = keep(picture())
    for thing in ("posts/1", "posts/2"):
        transact(database, lambda work, thing=thing: files.claim(work, kept.id, thing, owner="anna"), deadline=2)
    transact(database, lambda work: files.release(work, kept.id, "posts/1"), deadline=2)
    assert sweep(database) == 0
    transact(database, lambda work: files.release(work, kept.id, "posts/2"), deadline=2)
    assert sweep(database) == 3
    assert database["contents.chunks"].count_documents({}) == 0


def test_nobody_claims_what_another_brought(database, keep):
    kept = keep(picture())
    for file, owner in ((kept.id, "boris"), ("0" * 64, "anna")):
        with pytest.raises(Invalid) as refused:
            transact(
                database,
                lambda work, file=file, owner=owner: files.claim(work, file, "x", owner=owner, field="picture"),
                deadline=2,
            )
        assert "picture" in refused.value.extra["errors"]


def test_what_a_killed_process_left_half_written_is_found_and_removed(database, keep, monkeypatch):
    def dies_after_a_chunk(_: shelf.Grid, key: str, body: bytes, kind: str) -> None:
        database["contents.chunks"].insert_one({"files_id": key, "n": 0, "data": body[:10]})
        raise KeyboardInterrupt

    monkeypatch.setattr(shelf.Grid, "put", dies_after_a_chunk)
    with pytest.raises(KeyboardInterrupt):
        keep(picture())
    assert database["contents.chunks"].count_documents({}) == 1
    assert sweep(database, now=datetime.now(UTC)) == 0
    sweep(database)
    assert database["contents.chunks"].count_documents({}) == 0
    assert database["uploads"].count_documents({}) == 0


def test_whoever_leaves_takes_along_what_nobody_else_brought(database, keep):
    mine, ours = keep(picture(size=(20, 20))), keep(picture(size=(30, 20)))
    keep(picture(size=(30, 20)), owner="boris")
    files.disown(database, "anna")
    assert sweep(database, now=datetime.now(UTC)) == 3
    assert [file["_id"] for file in database["files"].find()] == [ours.id] != [mine.id]
    assert database["files"].find_one({"owners": "anna"}) is None


def test_an_hour_has_room_for_so_many_files_and_no_more(keep, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_AN_HOUR", 2)
    for number in range(2):
        keep(f"{number}".encode(), kinds=files.DOCUMENTS)
    with pytest.raises(TooMany):
        keep(b"one more", kinds=files.DOCUMENTS)
    keep(b"another's", owner="boris", kinds=files.DOCUMENTS)


@pytest.mark.parametrize("body", [b"", b"x" * 11])
def test_a_file_has_a_size(keep, body):
    with pytest.raises(Invalid):
        keep(body, kinds=files.DOCUMENTS, most=10)
