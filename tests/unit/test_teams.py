"""Teams by property: whoever joins, leaves or is erased, a team has a lead in it, and is emptied by erasure alone."""

from datetime import UTC, datetime

import pytest
from forum.domain import projects, teams
from forum.domain.resemblance import kilometres, resembling
from hypothesis import given, settings
from hypothesis import strategies as some
from kit.errors import Problem

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PLACE = {"name": "Guéret", "country": "FR", "latitude": 46.17, "longitude": 1.87}
PEOPLE = some.sampled_from(["anna", "boris", "chloe", "diane"])
DEEDS = some.lists(some.tuples(some.sampled_from(["joins", "leaves", "hands over", "is erased"]), PEOPLE, PEOPLE))


def new() -> dict:
    return projects.new_project("p", "c", {"title": "x", "place": PLACE}, "anna", NOW, 14)


def does(project: dict, deed: str, person: str, other: str) -> dict:
    match deed:
        case "joins":
            return teams.joined(project, person, "", NOW)
        case "leaves":
            return teams.left(project, person)
        case "hands over":
            return teams.handed_over(project, person, other)
    return teams.without(project, person)


@settings(max_examples=80, deadline=None)
@given(DEEDS)
def test_a_team_always_has_a_lead_who_is_in_it(deeds: list[tuple[str, str, str]]) -> None:
    project = new()
    for deed, person, other in deeds:
        before = project
        try:
            project = does(project, deed, person, other)
        except Problem:
            continue
        assert [one["person"] for one in project["team"]] == project["members"]
        assert len(set(project["members"])) == len(project["members"])
        assert project["lead"] in project["members"] or (project["lead"] is None and not project["members"])
        if not project["members"]:
            assert deed == "is erased" or before["members"] == []


def test_a_team_has_an_end() -> None:
    project = new()
    for number in range(teams.LARGEST - 1):
        project = teams.joined(project, f"p{number}", "", NOW)
    with pytest.raises(Problem, match="at most"):
        teams.joined(project, "one too many", "", NOW)


def like(identity: str, stems: str, latitude: float = 46.0, theme: str = "accueil") -> dict:
    place = {"latitude": latitude, "longitude": 1.0}
    return {"_id": identity, "stems": stems.split(), "theme": theme, "place": place}


def test_projects_about_the_same_thing_resemble_each_other_and_others_do_not() -> None:
    others = [
        like("van", "guichet camionnette habitants mairie village", latitude=48.0, theme="santé"),
        like("garden", "jardin tomate patient hopital projet"),
        like("word", "projet commune habitants agent service"),
    ]
    assert resembling(like("new", "guichet camionnette habitants mairie tournee"), others) == ["van"]


def test_neighbours_with_nothing_in_common_are_no_pair() -> None:
    assert resembling(like("new", "velo piste"), [like("near", "velo cantine")]) == []


def test_at_most_three_are_named_and_the_best_come_first() -> None:
    others = [like(f"p{number}", "alpha beta gamma delta", latitude=46 + number) for number in range(5)]
    assert resembling(like("new", "alpha beta gamma delta"), others) == ["p0", "p1", "p2"]


def test_kilometres_are_those_of_the_globe() -> None:
    paris = {"place": {"latitude": 48.8566, "longitude": 2.3522}}
    thies = {"place": {"latitude": 14.791, "longitude": -16.9256}}
    assert kilometres(paris, thies) == pytest.approx(4160, rel=0.02)
    assert kilometres(paris, paris) == 0
