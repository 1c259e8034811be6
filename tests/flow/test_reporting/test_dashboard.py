"""The dashboard says whom the course reaches, how people talk, what moved them, and how far behind it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kit.testing import House
from reporting.views import dashboards

from .conftest import COURSE, START, Caller, Teller, as_role, later


def board(house: House, who: Caller) -> Any:
    dashboards.make(house.database("reporting"), COURSE)
    answer = who.get(f"/courses/{COURSE}/dashboard")
    assert answer.status_code == 200, answer.json
    return answer.json


def test_small_and_isolated_places_are_counted(house: House, teller: Teller, learner: Caller) -> None:
    teller.enrols("anna", organisation_size="1-9", alone=True, department="23", reach=["small", "isolated"])
    teller.enrols("boris", organisation_size="10-49", alone=False, department="75", reach=["small"])
    teller.enrols("carla", organisation_size="1000+", alone=True, department="75", reach=["alone"])
    teller.enrols("dora", role="facilitator", organisation_size="1-9", alone=True)
    people = board(house, learner)["people"]
    assert people["enrolled"] == 3, "facilitators are not who the course is for"
    reach = people["reach"]
    assert (reach["small"], reach["alone"], reach["small_and_alone"], reach["departments_reached"]) == (2, 2, 1, 2)
    assert (reach["isolated"], reach["isolated_share"]) == (1, 0.333)
    assert people["by_department"][0] == {"name": "75", "count": 2}


def test_a_profile_that_changes_counts_once_as_it_is_now(house: House, teller: Teller, learner: Caller) -> None:
    old = teller.event("enrolment.learner.enrolled", f"{COURSE}/anna", learner="anna", country="FR")
    new = teller.event("enrolment.learner.profile-changed", f"{COURSE}/anna", learner="anna", country="SN")
    teller.takes(new)
    teller.takes(old)
    assert board(house, learner)["people"]["by_country"] == [{"name": "SN", "count": 1}]


def test_who_is_active_who_returns_and_who_left(teller: Teller) -> None:
    from reporting.domain import people
    from reporting.views import reading

    for name in ("anna", "boris", "carla"):
        teller.enrols(name)
    teller.opens("anna", "d1", later(days=1))
    teller.posts("anna", "d1", later(days=20))
    teller.posts("boris", "d1", later(days=20))
    teller.posts("carla", "d1", later(days=2))
    teller.tell("enrolment.learner.left", f"{COURSE}/boris", later(days=21), learner="boris")
    told = people.summary(reading.now(teller.database, COURSE), later(days=22))
    assert (told["active_this_week"], told["returning"], told["left"]) == (1, 1, 1)
    assert told["cohorts"] == [{"week": "2026-W23", "enrolled": 3, "active": [2, 0, 2, 0]}]


def test_a_question_waits_until_somebody_else_answers(house: House, teller: Teller, learner: Caller) -> None:
    teller.opens("anna", "d1", question=True)
    teller.posts("anna", "d1", later(hours=1))
    assert board(house, learner)["forum"]["unanswered"] == 1
    teller.posts("boris", "d1", later(hours=6))
    forum = board(house, learner)["forum"]
    assert (forum["unanswered"], forum["hours_to_first_answer"], forum["voices"]) == (0, 6.0, 2)
    assert forum["evenness"] == pytest.approx(1 - 1 / 6, abs=0.001)


def stance(teller: Teller, now: int, before: int | None = None, moved_by: str | None = None) -> None:
    told = {"controversy": "c1", "stance": now, "previous": before, "moved_by": moved_by}
    teller.tell("forum.stance.taken", at=later(days=1), **told)


def test_a_controversy_shows_what_moved_people_once_five_have_spoken(
    house: House, teller: Teller, learner: Caller
) -> None:
    teller.tell("forum.controversy.opened", "c1", controversy="c1")
    teller.tell("forum.argument.made", "a1", controversy="c1", argument="a1", side="for", author="anna")
    for start in (-2, -2, -1, 1):
        stance(teller, start)
    assert board(house, learner)["controversies"][0]["before"] is None, "four people are not broken down"
    stance(teller, 2)
    stance(teller, 1, before=-2, moved_by="a1")
    told = board(house, learner)["controversies"][0]
    assert (told["before"], told["after"]) == ([2, 1, 0, 1, 1], [1, 1, 0, 2, 1])
    assert (told["voices"], told["revised"], told["shift"]) == (5, 1, 0.6)
    assert told["most_moving"] == [{"argument": "a1", "side": "for", "moved": 1, "convinced": 0}]


def test_a_project_is_quiet_until_something_is_heard(house: House, teller: Teller, learner: Caller) -> None:
    teller.tell("forum.project.declared", "p1", project="p1", phase="idea")
    teller.tell("forum.project.went-quiet", "p1", later(days=20), project="p1")
    assert board(house, learner)["projects"]["quiet"] == 1
    teller.tell("forum.project.updated", "p1", later(days=21), project="p1", phase="test")
    projects = board(house, learner)["projects"]
    assert (projects["quiet"], projects["by_phase"]["test"]) == (0, 1)


def test_attendance_counts_people_not_events(house: House, teller: Teller, learner: Caller) -> None:
    teller.tell("enrolment.session.scheduled", "s1", session="s1")
    registered = teller.event("enrolment.session.registered", "s1/anna", session="s1", learner="anna")
    gone = teller.event("enrolment.session.unregistered", "s1/anna", session="s1", learner="anna")
    teller.takes(gone)
    teller.takes(registered)
    for _ in range(2):
        teller.tell("enrolment.session.attended", "s1/boris", session="s1", learner="boris", how="later")
    session = board(house, learner)["sessions"][0]
    assert (session["registered"], session["live"], session["later"]) == (0, 0, 1)


def test_stages_sum_up_their_days(house: House, teller: Teller, learner: Caller) -> None:
    teller.enrols("anna")
    for number, days in ((1, 0), (2, 7)):
        teller.tell("enrolment.stage.opened", f"stage-{number}", later(days), stage=f"stage-{number}", number=number)
    teller.opens("anna", "d1", later(days=6.4))
    teller.posts("anna", "d1", later(days=7))
    first, second = board(house, learner)["stages"]
    assert (first["posts"], second["posts"], first["active"], second["active"]) == (1, 1, 1, 1)
    assert (first["first"], first["last"]) == ("2026-06-01", "2026-06-07")


def test_what_people_are_told_and_how_they_help_is_counted_by_day_and_by_stage(
    house: House, teller: Teller, learner: Caller
) -> None:
    teller.tell("enrolment.stage.opened", "stage-1", stage="stage-1", number=1)
    teller.tell("notifications.notification.raised", recipients=["anna", "boris"])
    for what in ("notification.sent", "notification.opened", "notification.muted"):
        teller.tell(f"notifications.{what}")
    teller.tell("forum.help.requested", "h1", request="h1")
    teller.tell("forum.help.offered", "h1", request="h1")
    (stage,) = board(house, learner)["stages"]
    (day,) = as_role(house, "reporter").get(f"/courses/{COURSE}/views/days").json["items"]
    for counted in (stage, day):
        assert (counted["told"], counted["notices_sent"], counted["notices_opened"]) == (2, 1, 1)
        assert (counted["notices_muted"], counted["hands_asked"], counted["hands_offered"]) == (1, 1, 1)


def test_the_dashboard_says_how_far_behind_it_is(house: House, teller: Teller, learner: Caller) -> None:
    teller.enrols("anna")
    assert board(house, learner)["behind"] == 0
    teller.enrols("boris")
    told = learner.get(f"/courses/{COURSE}/dashboard").json
    assert (told["position"], told["newest"], told["behind"]) == (1, 2, 1)
    state = Caller(house).get("/state").json
    assert (state["position"], state["dashboards"][0]["behind"]) == (2, 1)


def test_dashboards_are_made_by_the_relay_when_something_happened(house: House, teller: Teller) -> None:
    teller.enrols("anna", START)
    dashboards.refresh(house.database("reporting"), house.settings)
    assert as_role(house, "learner").get(f"/courses/{COURSE}/dashboard").json["people"]["enrolled"] == 1


def test_an_event_from_the_future_is_kept_and_counts_for_its_own_day(
    house: House, teller: Teller, learner: Caller
) -> None:
    """As a host whose clock is ahead tells it: nothing is lost, and nobody is active before they were."""
    ahead = datetime.now(UTC) + timedelta(days=400)
    teller.enrols("anna")
    teller.opens("anna", "d1", ahead)
    told = board(house, learner)
    assert (told["forum"]["posts"], told["people"]["active_this_week"], told["behind"]) == (1, 0, 0)
    until_today = {"first": "2026-06-01", "last": str(datetime.now(UTC).date())}
    bilan = as_role(house, "facilitator").get(f"/courses/{COURSE}/bilan", **until_today).json
    assert (bilan["forum"]["posts"], bilan["people"]["enrolled"]) == (0, 1)


def test_a_gap_in_what_a_source_tells_loses_nothing_of_what_came(house: House, teller: Teller, learner: Caller) -> None:
    teller.posts("boris", "d1", later(hours=2))
    teller.tell("forum.post.thanked", "d1", later(hours=3), discussion="d1", by="anna")
    forum = board(house, learner)["forum"]
    assert (forum["discussions"], forum["posts"], forum["thanks"]) == (1, 1, 1), "its opening has not come"
    teller.opens("anna", "d1", later(hours=1))
    forum = board(house, learner)["forum"]
    assert (forum["discussions"], forum["posts"], forum["thanks"]) == (1, 2, 1), "told late, and counted once"


def test_a_stranger_sees_no_dashboard(house: House, teller: Teller) -> None:
    teller.enrols("anna")
    assert as_role(house, "learner", course="another-course").get(f"/courses/{COURSE}/dashboard").status_code == 403
    assert Caller(house).get(f"/courses/{COURSE}/dashboard").status_code == 401


def test_a_period_upside_down_is_refused(house: House) -> None:
    answer = Caller(house).get(f"/courses/{COURSE}/days", first="2026-06-02", last="2026-06-01")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["last"])
