"""Projects: declared in a minute, made by teams, nudged once when quiet, introduced to those like them."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from forum import commands
from forum.store import projects as store
from kit.settings import Settings
from kit.testing import House
from PIL import Image

from .conftest import COURSE, Member, at, made, refused, told

GUERET = {"name": "Guéret", "country": "FR", "latitude": 46.17, "longitude": 1.87}
PROJECT: dict[str, Any] = {
    "title": "Un guichet qui se déplace",
    "summary": "Aller vers les habitants qui ne viennent plus en mairie, avec une camionnette.",
    "theme": "accueil",
    "place": GUERET,
}


def declares(person: Member, **more: Any) -> dict[str, Any]:
    return made(person.post(f"courses/{COURSE}/projects", **PROJECT | more))


def test_whoever_declares_a_project_leads_its_team(anna: Member) -> None:
    project = declares(anna, open_roles=["maquettiste"])
    assert (project["phase"], project["lead"], [one["person"] for one in project["team"]]) == ("idea", "anna", ["anna"])
    assert project["open_roles"] == ["maquettiste"]


def test_joining_fills_a_role_and_leaving_is_told(house: House, anna: Member, boris: Member) -> None:
    path = f"projects/{declares(anna, open_roles=['maquettiste'])['id']}/team"
    refused(boris.post(path, role="chef"), 422, "role")
    joined = made(boris.post(path, role="maquettiste"))
    assert joined["open_roles"] == []
    assert joined["team"][1]["role"] == "maquettiste"
    refused(boris.post(path), 409)
    made(boris.delete(f"{path}/me"))
    refused(boris.delete(f"{path}/me"), 403)
    assert [event["learner"] for event in told(house, "project.joined") + told(house, "project.left")] == ["boris"] * 2


def test_a_team_is_never_empty_nor_without_a_lead(anna: Member, boris: Member) -> None:
    project = f"projects/{declares(anna)['id']}"
    assert "the only one" in refused(anna.delete(f"{project}/team/me"), 409)["detail"]
    made(boris.post(f"{project}/team"))
    refused(anna.delete(f"{project}/team/me"), 409)
    refused(boris.put(f"{project}/lead", to="boris"), 403)
    refused(anna.put(f"{project}/lead", to="diane"), 422, "to")
    assert made(anna.put(f"{project}/lead", to="boris"))["lead"] == "boris"
    assert [one["person"] for one in made(anna.delete(f"{project}/team/me"))["team"]] == ["boris"]


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [
        ("patch", "", {"title": "À moi"}),
        ("put", "/phase", {"phase": "test"}),
        ("post", "/news", {"body": "Coucou"}),
        ("post", "/needs", {"kind": "need", "text": "Des bras"}),
        ("delete", "/needs/x", {}),
    ],
)
def test_only_the_team_changes_a_project(
    anna: Member, boris: Member, method: str, path: str, asked: dict[str, Any]
) -> None:
    project = declares(anna)["id"]
    refused(getattr(boris, method)(f"projects/{project}{path}", **asked), 403)


def test_what_the_team_does_is_told_by_its_kind(house: House, anna: Member) -> None:
    project = f"projects/{declares(anna)['id']}"
    made(anna.patch(project, title="Le guichet roulant"))
    made(anna.put(f"{project}/phase", phase="immersion"))
    made(anna.post(f"{project}/news", body="Première tournée."))
    need = made(anna.post(f"{project}/needs", kind="offer", text="Notre carnet de route"))["needs"][0]["id"]
    made(anna.delete(f"{project}/needs/{need}"))
    refused(anna.delete(f"{project}/needs/{need}"), 404)
    refused(anna.put(f"{project}/phase", phase="immersion"), 409)
    made(anna.patch(project, title="Le guichet roulant"))
    kinds = [(event["what"], event["phase"]) for event in told(house, "project.updated")]
    assert kinds == [("details", "idea"), *[(what, "immersion") for what in ("phase", "news", "needs", "needs")]]
    assert made(anna.get(f"{project}/news"))["items"][0]["body"] == "Première tournée."


def test_projects_are_found_by_theme_phase_continent_and_team(anna: Member, boris: Member) -> None:
    thies = {"name": "Thiès", "country": "SN", "latitude": 14.79, "longitude": -16.93}
    here, there = declares(anna)["id"], declares(boris, theme="santé", place=thies)["id"]
    made(boris.put(f"projects/{there}/phase", phase="test"))
    path = f"courses/{COURSE}/projects"

    def found(**asked: Any) -> list[str]:
        return [one["id"] for one in made(anna.get(path, **asked))["items"]]

    assert found() == [there, here]
    for asked in ({"theme": "santé"}, {"phase": "test"}, {"continent": "africa"}):
        assert found(**asked) == [there]
    assert found(mine=True) == [here]
    refused(anna.get(path, phase="dream"), 422, "phase")
    spots = made(anna.get(f"courses/{COURSE}/map"))["items"]
    assert [(spot["id"], spot["place"]["country"]) for spot in spots] == [(there, "SN"), (here, "FR")]


def test_a_quiet_project_is_asked_once_and_only_once(house: House, settings: Settings, anna: Member) -> None:
    project = declares(anna)["id"]
    soon, later = (datetime.now(UTC) + timedelta(days=days) for days in (13, 15))
    at(house, soon, commands.ask_how_it_is, project)
    assert told(house, "project.went-quiet") == []
    for _ in range(2):
        at(house, later, commands.ask_how_it_is, project)
    (event,) = told(house, "project.went-quiet")
    assert (event["team"], event["days"]) == (["anna"], 15)
    made(anna.post(f"projects/{project}/news", body="Nous voilà."))
    at(house, later + timedelta(days=90), commands.ask_how_it_is, project)
    assert len(told(house, "project.went-quiet")) == 1


def test_the_duty_finds_only_what_has_been_quiet_for_as_long_as_the_course_says(
    house: House, anna: Member, chloe: Member
) -> None:
    project = declares(anna)["id"]
    told_its_story = declares(anna, title="Une histoire finie")["id"]
    made(anna.put(f"projects/{told_its_story}/phase", phase="story"))
    database, now = house.database("forum"), datetime.now(UTC)
    assert store.gone_quiet(database, now + timedelta(days=13)) == []
    assert store.gone_quiet(database, now + timedelta(days=15)) == [project]
    made(chloe.patch(f"courses/{COURSE}/rules", quiet_after_days=30))
    assert store.gone_quiet(database, now + timedelta(days=15)) == []
    assert store.gone_quiet(database, now + timedelta(days=31)) == [project]


def test_teams_of_projects_that_resemble_each_other_are_introduced_once(
    house: House, settings: Settings, anna: Member, boris: Member
) -> None:
    first = declares(anna)["id"]
    declares(anna, title="Les jardins de la maternité", summary="Planter des tomates avec les patientes.")
    alike = "Une camionnette va vers les habitants qui ne viennent plus à la mairie."
    second = declares(boris, title="La mairie se déplace", summary=alike)["id"]
    for _ in range(2):
        commands.introduce_the_new(house.database("forum"), settings)
    (event,) = told(house, "project.resembled")
    assert {event["project"], event["other"]} == {first, second}
    assert {*event["team"], *event["other_team"]} == {"anna", "boris"}
    assert made(anna.get(f"projects/{first}"))["resembles"] == [second]
    made(boris.post(f"projects/{second}/news", body="On se parle !"))


def test_an_edited_project_is_introduced_to_those_that_it_resembles_now_and_to_none_twice(
    house: House, settings: Settings, anna: Member, boris: Member
) -> None:
    def look() -> list[set[str]]:
        commands.introduce_the_new(house.database("forum"), settings)
        return [{event["project"], event["other"]} for event in told(house, "project.resembled")]

    alike = "Une camionnette va vers les habitants qui ne viennent plus à la mairie."
    first, garden = declares(anna)["id"], declares(anna, title="Les jardins", summary="Planter des tomates.")["id"]
    second = declares(boris, title="La mairie se déplace", summary=alike)["id"]
    assert look() == [{first, second}]
    made(boris.patch(f"projects/{second}", title="La mairie se déplace enfin"))
    assert look() == [{first, second}]
    made(anna.patch(f"projects/{garden}", title="La mairie se déplace au jardin", summary=alike))
    assert sorted(map(sorted, look()[1:])) == sorted(map(sorted, [{garden, first}, {garden, second}]))
    made(anna.patch(f"projects/{garden}", open_roles=["jardinière"]))
    assert house.database("forum")["projects"].find_one({"introduced": False}) is None, "other words, not other roles"


def test_unknown_projects_count_with_one_line(house: House, anna: Member) -> None:
    path = f"courses/{COURSE}/glimpses"
    for line in ("À Mende, un pochoir a suffi.", "À Thiès, un cahier de rappels."):
        made(anna.post(path, line=line, theme="accueil", country="FR"))
    page = made(anna.get(path, limit=1))
    assert (page["count"], page["items"][0]["line"]) == (2, "À Thiès, un cahier de rappels.")
    assert [event["continent"] for event in told(house, "project.glimpsed")] == ["europe"] * 2
    refused(anna.post(path, line="Non\nplus", theme="accueil", country="FR"), 422, "line")
    refused(anna.post(path, line="Bonjour", theme="accueil", country="XX"), 422, "country")


def test_hidden_projects_are_seen_by_their_author_and_facilitators_only(
    anna: Member, boris: Member, chloe: Member
) -> None:
    project = declares(anna)["id"]
    decision = {"about": {"type": "project", "id": project}, "reason": "Une publicité."}
    made(chloe.post(f"courses/{COURSE}/decisions", action="hide", **decision))
    refused(chloe.post(f"courses/{COURSE}/decisions", action="hide", **decision), 409)
    refused(boris.get(f"projects/{project}"), 404)
    assert made(boris.get(f"courses/{COURSE}/projects"))["items"] == []
    assert made(boris.get(f"courses/{COURSE}/map"))["items"] == []
    for person in (anna, chloe):
        made(person.get(f"projects/{project}"))
    made(chloe.post(f"courses/{COURSE}/decisions", action="restore", **decision))
    made(boris.get(f"projects/{project}"))


def a_picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (600, 300), "green").save(drawn, "PNG")
    return drawn.getvalue()


def test_news_show_pictures_with_words_for_those_who_do_not_see_them(anna: Member, boris: Member) -> None:
    news, file = f"projects/{declares(anna)['id']}/news", made(anna.brings(a_picture()))["id"]
    path = f"courses/{COURSE}/pictures/{file}"
    refused(boris.get(path), 404)
    refused(anna.post(news, body="Voilà.", pictures=[{"file": file}]), 422, "pictures")
    picture = {"file": file, "alternative": "Un mur peint en vert."}
    refused(anna.post(news, body="Voilà.", pictures=[picture | {"file": "nothing"}]), 422, "pictures")
    shown = made(anna.post(news, body="Voilà.", pictures=[picture]))["pictures"]
    assert shown == [picture | {"width": 600, "height": 300}]
    answer = boris.get(path, width=320)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    refused(anna.brings(b"not a picture"), 422, "file")
