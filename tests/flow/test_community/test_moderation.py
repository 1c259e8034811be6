"""Moderation: what hurts is reported, decided with a reason, and whom it concerns can read why."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kit.testing import House

from .conftest import COURSE, Member, made, refused, told

REPORTS, DECISIONS = f"courses/{COURSE}/reports", f"courses/{COURSE}/decisions"


def about(kind: str, identity: str) -> dict[str, str]:
    return {"type": kind, "id": identity}


def tomorrow() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()


def suspend(chloe: Member, person: Member) -> dict[str, Any]:
    asked = {"about": about("person", person.id), "action": "suspend", "reason": "Reposez-vous.", "until": tomorrow()}
    return made(chloe.post(DECISIONS, **asked))


def test_reports_of_one_thing_wait_together_and_name_nobody_in_events(
    house: House, anna: Member, boris: Member, chloe: Member
) -> None:
    thing = about("discussion", anna.opens("Un titre qui fâche"))
    for person in (boris, Member(house, "diane")):
        made(person.post(REPORTS, about=thing, reason="C'est blessant."))
    (case,) = made(chloe.get(REPORTS))["items"]
    assert (case["reports"], case["author"], case["hidden"]) == (2, "anna", False)
    assert {report["by"] for report in case["latest"]} == {"boris", "diane"}
    assert [report["about"] for report in told(house, "content.reported")] == [thing, thing]
    assert "boris" not in str(told(house, "content.reported"))


def test_one_reports_a_thing_once_and_never_oneself(anna: Member, boris: Member) -> None:
    thing = about("discussion", anna.opens())
    made(boris.post(REPORTS, about=thing, reason="Non."))
    refused(boris.post(REPORTS, about=thing, reason="Non, vraiment."), 409)
    refused(anna.post(REPORTS, about=thing, reason="C'est moi."), 422, "about")


@pytest.mark.parametrize("kind", ["discussion", "post", "argument", "project", "help", "person"])
def test_what_is_not_there_cannot_be_reported(anna: Member, kind: str) -> None:
    refused(anna.post(REPORTS, about=about(kind, "nothing"), reason="Non."), 404)


def test_the_queue_is_for_facilitators(anna: Member) -> None:
    refused(anna.get(REPORTS), 403)
    refused(anna.get(DECISIONS), 403)
    refused(anna.post(DECISIONS, about=about("person", "boris"), action="warn", reason="Non."), 403)


def test_a_decision_settles_the_reports_and_says_why_to_whom_it_concerns(
    house: House, anna: Member, boris: Member, chloe: Member
) -> None:
    thing = about("discussion", anna.opens())
    made(boris.post(REPORTS, about=thing, reason="Non."))
    decision = made(chloe.post(DECISIONS, about=thing, action="warn", reason="Restons aimables."))
    assert (decision["action"], decision["reports"]) == ("warned", 1)
    assert made(chloe.get(REPORTS))["items"] == []
    assert len(made(chloe.get(REPORTS, open=False))["items"]) == 1
    (mine,) = made(anna.get("me/decisions"))["items"]
    assert (mine["reason"], mine["by"]) == ("Restons aimables.", "chloe")
    assert made(boris.get("me/decisions"))["items"] == []
    (event,) = told(house, "content.moderated")
    assert event["author"] == "anna"
    assert "aimables" not in str(event)


def test_what_is_reported_again_after_a_decision_waits_again(house: House, anna: Member, chloe: Member) -> None:
    thing = about("discussion", anna.opens())
    for number in range(2):
        made(Member(house, f"reader-{number}").post(REPORTS, about=thing, reason="Non."))
        assert made(chloe.get(REPORTS))["items"][0]["reports"] == 1
        made(chloe.post(DECISIONS, about=thing, action="dismiss", reason="Rien de blessant."))
    refused(chloe.post(DECISIONS, about=thing, action="dismiss", reason="Rien."), 409)


def test_the_suspended_read_but_do_not_write_until_they_are_readmitted(anna: Member, chloe: Member) -> None:
    discussion = anna.opens()
    suspend(chloe, anna)
    problem = refused(anna.post(f"discussions/{discussion}/posts", body="Encore moi"), 403)
    assert problem["until"] == made(anna.get(f"courses/{COURSE}/standing"))["suspended_until"]
    made(anna.get(f"discussions/{discussion}"))
    made(chloe.post(DECISIONS, about=about("person", "anna"), action="readmit", reason="Bon retour."))
    made(anna.post(f"discussions/{discussion}/posts", body="Me revoilà"))
    refused(chloe.post(DECISIONS, about=about("person", "anna"), action="readmit", reason="Bon retour."), 409)


def test_a_suspension_ends_by_itself(house: House, anna: Member, chloe: Member) -> None:
    suspend(chloe, anna)
    past = {"$set": {"suspended_until": datetime.now(UTC) - timedelta(seconds=1)}}
    house.database("forum")["standings"].update_one({"_id": f"{COURSE}/anna"}, past)
    anna.opens()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"action": "suspend"}, "until"),
        ({"action": "suspend", "until": "2020-01-01T00:00:00Z"}, "until"),
        ({"action": "suspend", "until": "2120-01-01T00:00:00Z"}, "until"),
        ({"action": "warn", "until": "2120-01-01T00:00:00Z"}, "until"),
        ({"action": "hide"}, "action"),
        ({"action": "banish"}, "action"),
        ({"action": "warn", "reason": ""}, "reason"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    house: House, anna: Member, chloe: Member, asked: dict[str, str], field: str
) -> None:
    body = {"about": about("person", "anna"), "reason": "Parce que."} | asked
    refused(chloe.post(DECISIONS, **body), 422, field)
    assert told(house, "content.moderated") == []


def test_facilitators_do_not_judge_themselves(chloe: Member) -> None:
    refused(chloe.post(DECISIONS, about=about("person", "chloe"), action="warn", reason="Tss."), 422, "about")


def test_newcomers_write_a_few_times_an_hour_and_are_told_when_to_come_back(
    member: Callable[..., Member], chloe: Member
) -> None:
    made(chloe.patch(f"courses/{COURSE}/rules", newcomer_posts_per_hour=2))
    newcomer = member("nora", since=timedelta(hours=1))
    newcomer.opens()
    newcomer.opens()
    answer = newcomer.post(f"courses/{COURSE}/discussions", title="Encore une", body="x")
    assert 3500 < refused(answer, 429)["retry_after"] <= 3601
    assert answer.headers["Retry-After"] == str(answer.json["retry_after"])
    made(chloe.patch(f"courses/{COURSE}/rules", newcomer_days=0))
    newcomer.opens()


def test_slow_mode_asks_everybody_but_facilitators_to_wait(anna: Member, boris: Member, chloe: Member) -> None:
    posts = f"discussions/{(discussion := anna.opens())}/posts"
    refused(anna.put(f"discussions/{discussion}/pace", minutes=5), 403)
    made(chloe.put(f"discussions/{discussion}/pace", minutes=5))
    made(anna.post(posts, body="Un"))
    answer = anna.post(posts, body="Deux")
    assert 290 < refused(answer, 429)["retry_after"] <= 301
    for person in (boris, chloe, chloe):
        made(person.post(posts, body="Trois"))
    made(chloe.put(f"discussions/{discussion}/pace", minutes=0))
    made(anna.post(posts, body="Quatre"))


def test_rules_are_the_usual_until_facilitators_set_them(anna: Member, chloe: Member) -> None:
    assert made(anna.get(f"courses/{COURSE}/rules"))["quiet_after_days"] == 14
    made(chloe.patch(f"courses/{COURSE}/rules", quiet_after_days=21))
    rules = made(anna.get(f"courses/{COURSE}/rules"))
    assert (rules["quiet_after_days"], rules["newcomer_days"]) == (21, 3)
    refused(anna.patch(f"courses/{COURSE}/rules", quiet_after_days=21), 403)
    refused(chloe.patch(f"courses/{COURSE}/rules", quiet_after_days=0), 422, "quiet_after_days")
