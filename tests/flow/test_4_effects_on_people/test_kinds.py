"""Every fact of the catalogue that concerns somebody is told to them and to nobody else, as what it is."""

from typing import Any

import pytest
from kit.testing import House
from notifications.domain.kinds import KINDS

from ..conftest import COURSE
from .parts import database, enrol, kinds, take, told

CASES: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("forum.post.thanked", {"author": "anna", "by": "boris"}, {"anna": "thanks"}),
    ("forum.post.thanked", {"author": "anna", "by": "anna"}, {}),
    ("forum.answer.accepted", {"author": "anna", "by": "boris"}, {"anna": "accepted"}),
    ("forum.discussion.left-unanswered", {"helpers": ["anna", "boris"]}, {"anna": "question", "boris": "question"}),
    ("forum.argument.convinced", {"author": "anna"}, {"anna": "convinced"}),
    ("forum.project.went-quiet", {"team": ["anna", "boris"]}, {"anna": "quiet", "boris": "quiet"}),
    (
        "forum.project.resembled",
        {"team": ["anna", "boris"], "other_team": ["boris", "chloe"]},
        {"anna": "resembling", "boris": "resembling", "chloe": "resembling"},
    ),
    ("forum.help.requested", {"author": "anna", "to": ["boris"]}, {"boris": "help"}),
    ("forum.help.offered", {"author": "anna", "by": "boris"}, {"anna": "help-offered"}),
    (
        "forum.help.closed",
        {"author": "anna", "helpers": ["boris", "chloe"]},
        {"boris": "help-closed", "chloe": "help-closed"},
    ),
    ("forum.contact.requested", {"author": "anna", "to": "boris"}, {"boris": "contact"}),
    ("forum.contact.accepted", {"author": "anna", "to": "boris"}, {"anna": "contact-accepted"}),
    ("forum.content.moderated", {"author": "anna", "by": "chloe", "action": "hidden"}, {"anna": "moderated"}),
    ("forum.content.moderated", {"author": "anna", "by": "chloe", "action": "dismissed"}, {}),
    ("enrolment.learner.roles-changed", {"learner": "anna", "roles": ["facilitator"]}, {"anna": "roles"}),
]


@pytest.mark.parametrize(("event", "data", "due"), CASES, ids=[f"{event} {due}" for event, _, due in CASES])
def test_it_is_told_to_whom_it_concerns(office: House, event: str, data: dict[str, Any], due: dict[str, str]) -> None:
    take(office, told(event, **data))
    found = list(database(office)["bells"].find())
    assert {bell["person"]: bell["kinds"][0] for bell in found} == due
    assert kinds(found) <= set(KINDS)


def test_a_request_to_nobody_by_name_is_told_to_the_community(office: House) -> None:
    take(office, told("forum.help.requested", author="anna", to=[]))
    assert database(office)["bells"].count_documents({}) == 0
    assert database(office)["broadcasts"].find_one()["kind"] == "help-wanted"


def test_reports_go_to_the_facilitators_of_the_course(office: House) -> None:
    enrol(office, "anna", "boris", "chloe")
    for name, roles in (("chloe", ["facilitator", "learner"]), ("boris", ["facilitator"])):
        take(office, told("enrolment.learner.roles-changed", f"{COURSE}/{name}", 2, learner=name, roles=roles))
    take(office, told("enrolment.learner.left", f"{COURSE}/boris", 3, learner="boris"))
    take(office, told("forum.content.reported", author="anna"))
    reported = database(office)["bells"].find({"kinds": "reported"})
    assert [bell["person"] for bell in reported] == ["chloe"]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("enrolment.session.rescheduled", "session-moved"),
        ("enrolment.session.cancelled", "session-cancelled"),
        ("enrolment.session.approached", "session-soon"),
    ],
)
def test_changes_of_a_session_go_to_those_who_registered(office: House, event: str, kind: str) -> None:
    for number, (name, fact) in enumerate((("anna", "registered"), ("boris", "registered"), ("boris", "unregistered"))):
        take(office, told(f"enrolment.session.{fact}", f"s/{name}", number + 1, session="s", learner=name))
    take(office, told(event, session="s", starts_at="2090-01-01T10:00:00+00:00"))
    assert {bell["person"]: bell["kinds"] for bell in database(office)["bells"].find()} == {"anna": [kind]}


def test_a_reminder_that_comes_too_late_is_not_told(office: House) -> None:
    take(office, told("enrolment.session.registered", "s/anna", session="s", learner="anna"))
    take(office, told("enrolment.session.approached", session="s", starts_at="2020-01-01T10:00:00+00:00"))
    assert database(office)["bells"].count_documents({}) == 0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_team_hears_of_its_project_whatever_comes_first(office: House, order: tuple[int, ...]) -> None:
    team = [
        told("forum.project.declared", "p", 1, project="p", author="anna"),
        told("forum.project.joined", "p", 2, project="p", author="anna", learner="boris"),
        told("forum.project.left", "p", 3, project="p", learner="boris"),
    ]
    for place in order:
        take(office, team[place])
    database(office)["bells"].delete_many({})
    take(office, told("forum.project.updated", "p", 4, project="p", by="chloe"))
    assert {bell["person"] for bell in database(office)["bells"].find()} == {"anna"}
