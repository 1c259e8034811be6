"""The demo tells a course at its halfway point, and these are the facts that make it believable.

Whoever edits the content keeps them true: the seeding, the screens and the figures of the demo rely on them.
"""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from embedded.demo import beginnings, load, pictures
from embedded.demo.people import learners
from kit.markdown import render

CONTINENTS = {
    "Europe": {"FR", "BE", "CH"},
    "Africa": {"SN", "CI", "MA", "TN", "MG", "BJ", "CM", "BF"},
    "America": {"CA"},
    "Asia": {"LB"},
}
THEMES = {
    "accueil", "numérique", "participation", "solidarité", "mobilités", "environnement", "santé", "éducation",
    "culture", "organisation",
}  # fmt: skip


@pytest.fixture(scope="module")
def people():
    return learners()


@pytest.fixture(scope="module")
def threads():
    """Everything with an author, a day and posts: discussions, and controversies from the day they open."""
    controversies = [{**each, "day": each["opens_day"]} for each in load("controversies")]
    return load("discussions") + controversies


def continents(countries):
    present = set(countries)
    return {name for name, members in CONTINENTS.items() if members & present}


def test_about_3200_learners_enrolled_each_with_an_address_of_their_own(people):
    assert 3150 <= len(people) <= 3300
    assert len({person["email"] for person in people}) == len(people)


def test_no_address_can_reach_anybody(people):
    assert all(person["email"].endswith("@demo.example") for person in people)


def test_the_same_seed_gives_the_same_people(people):
    assert learners() == people
    assert learners(count=200) == people[:200]


def test_learners_come_from_three_continents_at_least(people):
    assert len(continents(person["country"] for person in people)) >= 3
    elsewhere = [person for person in people if person["country"] != "FR" or len(person["department"]) == 3]
    assert 0.06 < len(elsewhere) / len(people) < 0.11


def test_a_department_is_given_in_france_only(people):
    known = set(load("places"))
    assert all((person["department"] in known) == (person["country"] == "FR") for person in people)


def test_most_work_for_small_authorities_and_many_are_alone(people):
    sizes = Counter(person["organisation"]["size"] for person in people)
    assert sizes["1-9"] + sizes["10-49"] > len(people) * 0.45
    assert sum(person["alone"] for person in people) > len(people) * 0.35


def test_an_organisation_has_one_size_and_one_kind(people):
    seen = {tuple(person["organisation"].values()) for person in people}
    assert len(seen) == len({name for name, _, _ in seen})


def test_more_enrolled_at_the_start_than_later(people):
    assert all(-27 <= person["day"] <= -0.1 for person in people)
    assert sum(person["day"] < -20 for person in people) > len(people) / 2


def test_three_of_six_weekly_stages_are_open():
    stages = load("course")["stages"]
    assert [stage["number"] for stage in stages] == [1, 2, 3, 4, 5, 6]
    assert [stage["opens_day"] for stage in stages] == [-20, -13, -6, 1, 8, 15]


def test_every_stage_has_something_to_read_and_something_to_do():
    for stage in load("course")["stages"]:
        content = render(load("stages")[stage["number"]]).html
        assert len(content) > 700
        assert "L'exercice de la semaine</h2>" in content


def test_each_stage_so_far_was_felt_by_more_than_a_few_and_some_may_be_quoted():
    opened = [each["number"] for each in load("course")["stages"] if each["opens_day"] < 0]
    assert list(load("feelings")) == opened
    for told in load("feelings").values():
        assert len(told["moods"]) == 5
        assert sum(told["moods"]) > 50
        assert {"named", "unnamed"} <= {each["quotable"] for each in told["sentences"]}


def test_every_drawing_is_there_and_is_told_to_those_who_do_not_see_it():
    drawn = load("course")["drawings"]
    assert {each["file"] for each in drawn} == {file.name for file in pictures.FOLDER.iterdir()}
    assert all(len(each["alternative"]) > 200 for each in drawn)


def test_sessions_are_at_lunchtime_on_working_days_and_none_that_is_over_is_to_come():
    for hour in range(24 * 7):
        now = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hour)
        for each in load("course")["sessions"]:
            day = each["starts_day"]
            starts = beginnings.at_lunchtime(now + timedelta(days=day), is_to_come=day > 0)
            assert (starts.weekday() < 5, starts.hour, starts > now) == (True, 11, day > 0)


def test_the_mid_course_session_was_recorded_and_another_is_to_come():
    sessions = load("course")["sessions"]
    assert [session["starts_day"] for session in sessions if session["recording"]] == [-0.5]
    assert any(session["starts_day"] > 0 for session in sessions)


def test_the_course_says_that_it_is_fictitious():
    assert "données de démonstration" in load("course")["summary"].lower()


def test_about_fifty_discussions_four_controversies_and_fifteen_projects():
    assert 45 <= len(load("discussions")) <= 55
    assert len(load("controversies")) == 4
    assert len(load("projects")) == 15


def test_two_controversies_are_open_now():
    assert sum(each["opens_day"] < 0 < each["closes_day"] for each in load("controversies")) == 2


def test_projects_stand_on_three_continents_and_under_every_theme():
    projects = load("projects")
    assert len(continents(project["place"]["country"] for project in projects)) >= 3
    assert {project["theme"] for project in projects} == THEMES
    assert all(abs(p["place"]["latitude"]) < 90 and abs(p["place"]["longitude"]) < 180 for p in projects)


def test_a_stage_is_discussed_once_it_is_open():
    opens = {stage["number"]: stage["opens_day"] for stage in load("course")["stages"]}
    assert all(each["day"] > opens.get(each["stage"], -20) for each in load("discussions"))


def test_posts_follow_their_thread_in_order_and_none_is_in_the_future(threads):
    for thread in threads:
        days = [thread["day"], *(post["day"] for post in thread["posts"])]
        assert days[-1] < 0
        assert all(before < after for before, after in itertools.pairwise(days)), thread.get("title")
        assert days[-1] <= thread.get("closes_day", 0)


def test_nothing_is_said_twice(threads):
    said = [text["body"] for thread in threads for text in [thread, *thread["posts"]] if "body" in text]
    assert len(said) > 300
    assert len(set(said)) == len(said)


def test_about_120_people_speak_and_each_enrolled_before(people, threads):
    spoken = [*threads, *(post for thread in threads for post in thread["posts"]), *load("projects")]
    assert len({each["author"] for each in spoken}) >= 110
    assert all(people[each["author"]]["day"] < each["day"] for each in spoken)


def test_facilitators_open_the_controversies():
    assert all(each["author"] in range(4) for each in load("controversies"))


def test_stances_are_taken_by_voices_and_groups_of_opinion_can_be_told():
    for asked, each in zip(load("controversies"), load("life")["controversies"], strict=True):
        assert len(each["lean"]) == 5
        assert {argument["side"] for argument in each["arguments"]} == {"for", "against"}
        assert sum(each["lean"]) >= (60 if asked["closes_day"] < 0 else 25)


def test_what_people_do_for_projects_and_each_other_comes_after_what_it_is_about():
    projects, told = load("projects"), load("life")
    for each in (one for kind in ("teams", "phases", "news", "needs") for one in told[kind]):
        assert each["day"] > projects[each["project"]]["day"]
    for request in told["help"]:
        days = [request["day"], *(offer["day"] for offer in request["offers"])]
        assert days == sorted(days)
        assert request.get("closed", {"day": -0.1})["day"] > days[-1]
    for contact in told["contacts"]:
        assert contact["day"] < contact.get("accepted_day", -0.1)
    assert all(
        project["author"] not in team["people"] for team in told["teams"] for project in [projects[team["project"]]]
    )
