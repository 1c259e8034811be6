"""What `bascule backup` saves, `bascule restore` puts into an empty house: the same documents, and nothing twice."""

from pathlib import Path

import pytest
from embedded.servers import Urls
from forum.domain import Document
from kit import backup, restore
from kit.broker import Connection
from kit.history import Stream
from kit.replay import rebuild
from kit.settings import Settings
from kit.testing import House, eventually
from reporting.views import dashboards

from tests.flow.conftest import COURSE
from tests.servers import SERVICES, clear

DRAWN_AGAIN = {"reporting/dashboards"}
"""What a duty draws from the rest whenever it likes, also between a backup and a look: compared as drawn by then."""


def silent(_: str) -> None:
    pass


@pytest.fixture
def whole(settings: Settings):
    with House(settings, SERVICES) as house:
        yield house.run()


@pytest.fixture
def elsewhere(settings: Settings, namespace: str):
    """The same house, emptied."""

    def emptied() -> House:
        clear(namespace, Urls(settings.amqp_url, settings.mongo_url))
        return House(settings, SERVICES)

    return emptied


def documents(house: House) -> dict[str, list[Document]]:
    """All that a house keeps, by collection."""
    found = {}
    for name in SERVICES:
        database = house.database(name)
        for collection in set(database.list_collection_names()) - backup.EPHEMERAL:
            rows = database[collection].find()
            found[f"{name}/{collection}"] = sorted(rows, key=lambda row: str(row["_id"]))
    return {name: rows for name, rows in found.items() if rows and name not in DRAWN_AGAIN}


def write(house: House, posts: int = 5) -> str:
    """People enrol and write; returns the discussion."""
    house.database("forum")["courses"].update_one({"_id": COURSE}, {"$set": {"since": None}}, upsert=True)
    anna, boris = (house.client("forum", house.signer.token(one, {COURSE: ["learner"]})) for one in ("anna", "boris"))
    opened = anna.post(f"/api/forum/courses/{COURSE}/discussions", json={"title": "Bonjour", "body": "…"}).json
    for _ in range(posts):
        assert boris.post(f"/api/forum/discussions/{opened['id']}/posts", json={"body": "…"}).status_code == 201
    return opened["id"]


def settled(house: House) -> bool:
    """Whether everything that was told has taken effect everywhere."""
    rows = [row for name in SERVICES for row in house.database(name)["outbox"].find()]
    due = {
        name: {row["_id"] for row in rows if row["type"] in this.reactions.facts}
        for name, this in house.services.items()
    }
    done = all(ids == house.services[name].seen(house.database(name), ids) for name, ids in due.items())
    return done and not any(row.get("unsent") for row in rows)


def dashboard(house: House) -> Document:
    """The course's, drawn from what the house keeps now."""
    dashboards.make(house.database("reporting"), COURSE)
    drawn = dashboards.dashboard(house.database("reporting"), COURSE)
    return {name: value for name, value in drawn.items() if name != "as_of"}


def rung(house: House, person: str = "anna") -> int:
    return sum(bell["count"] for bell in house.database("notifications")["bells"].find({"person": person}))


def test_a_house_comes_back_document_by_document_and_can_rebuild_its_views(
    whole: House, elsewhere, tmp_path: Path
) -> None:
    write(whole)
    eventually(lambda: rung(whole) == 5 and settled(whole))
    services = list(whole.services.values())
    backup.save(whole.settings, services, tmp_path / "backup", silent)
    before, drawn = documents(whole), dashboard(whole)
    whole.__exit__()
    with elsewhere() as house:
        restore.restore(house.settings, services, tmp_path / "backup", silent)
        assert documents(house) == before
        assert house.database("reporting")["dashboards"].find_one({"_id": COURSE}), "it is there before it is drawn"
        assert dashboard(house) == drawn
        rebuild_bells(house)
        assert documents(house) == before
        house.run()
        write(house, posts=1)
        eventually(lambda: rung(house) == 6)


def test_what_is_on_its_way_or_written_meanwhile_takes_effect_once_after_a_restore(whole, elsewhere, tmp_path) -> None:
    discussion = write(whole, posts=2)
    eventually(lambda: rung(whole) == 2)
    eventually(lambda: settled(whole))
    for collection in {"inbox", *whole.services["notifications"].collections} - {"keys"}:
        whole.database("notifications")[collection].delete_many({})  # as if its messages were still on their way
    boris = whole.client("forum", whole.signer.token("boris", {COURSE: ["learner"]}))
    services = list(whole.services.values())

    def write_one_more(_: str) -> None:
        assert boris.post(f"/api/forum/discussions/{discussion}/posts", json={"body": "…"}).status_code == 201

    backup.save(whole.settings, services, tmp_path / "backup", write_one_more)
    whole.__exit__()
    with elsewhere() as house:
        restore.restore(house.settings, services, tmp_path / "backup", silent)
        posts = sum(1 for _ in house.database("forum")["posts"].find())
        assert rung(house) == 0
        house.run()
        eventually(lambda: rung(house) == posts - 1)
        eventually(lambda: settled(house))
    assert 3 <= posts < 9


def rebuild_bells(house: House) -> None:
    notifications, connect = house.services["notifications"], lambda: Connection(house.settings.amqp_url, "tests")
    stream = Stream(connect, notifications.topology(house.settings.namespace).stream)
    rebuild(notifications, house.database("notifications"), stream, lambda *_: None)


def test_a_stream_that_had_lost_its_beginning_says_so_after_a_restore() -> None:
    assert restore.headers({"a": 1, "x-stream-offset": 7}, first=True) == {"a": 1, "x-bascule-lacks": 7}
    assert restore.headers({"a": 1, "x-stream-offset": 0}, first=True) == {"a": 1}
    assert restore.headers({"a": 1, "x-stream-offset": 8}, first=False) == {"a": 1}


def test_a_used_house_a_damaged_or_half_written_backup_are_refused(whole: House, tmp_path: Path) -> None:
    write(whole, posts=1)
    services = list(whole.services.values())
    folder = tmp_path / "backup"
    backup.save(whole.settings, services, folder, silent)
    with pytest.raises(backup.CannotBackUp, match="is not empty"):
        backup.save(whole.settings, services, folder, silent)
    with pytest.raises(backup.CannotBackUp, match=r"is not empty \(.*\): restore into a house that nobody has used"):
        restore.restore(whole.settings, services, folder, silent)
    (folder / "forum/posts.bson.gz").write_bytes(b"?")
    with pytest.raises(backup.CannotBackUp, match="damaged"):
        restore.restore(whole.settings, services, folder, silent)
    (folder / backup.MANIFEST).unlink()
    with pytest.raises(backup.CannotBackUp, match=r"manifest.json is missing"):
        restore.restore(whole.settings, services, folder, silent)
