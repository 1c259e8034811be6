"""Enrolments: one for each person and course, what people say in it of where they work, and what they agree to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kit.errors import Invalid
from kit.places import continent
from kit.words import words

from enrolment.domain import Document
from enrolment.domain.reach import reach_of

SIGN_UP, IMPORT, GRANT, PROFILE = "sign-up", "import", "grant", "profile"
NOT_SAID = {"name": "", "kind": "other", "size": ""}
UNKNOWN: Document = {"country": "FR", "department": "", "organisation": NOT_SAID}
"""What is assumed of someone who was given a role and has not filled in a form."""
SAID = ("country", "department", "organisation", "alone", "hopes")
TOLD = ("role", "country", "department", "continent", "organisation_kind", "organisation_size", "alone", "reach")
LEARNER = "learner"
FINDABLE = "findable"


def enrolment_id(course: str, person: str) -> str:
    return f"{course}/{person}"


def new_enrolment(
    course: str, person: str, name: str, row: Mapping[str, Any], role: str, source: str, at: datetime
) -> Document:
    """An enrolment, with the continent it is from and the consents given for it."""
    begun: Document = {
        "_id": enrolment_id(course, person),
        "course": course,
        "person": person,
        "roles": [role],
        "consents": [],
        "at": at,
        "left_at": None,
        "source": source,
        "version": 1,
    }
    return _said(begun, name, row, source, at)


def changed(before: Document, name: str, row: Mapping[str, Any], source: str, at: datetime) -> Document:
    """The enrolment with what a form or a file now says; the same one when nothing differs.

    Its version counts what others are told, so it grows when something of that has changed.
    """
    after = _said({**before, "source": source}, name, row, source, at)
    if all(after[field] == before.get(field) for field in (*SAID, "consents", "found_by")):
        return before
    told_before, told_after = enrolled(before), enrolled(after)
    news = any(told_before[field] != told_after[field] for field in TOLD)
    return {**after, "version": before["version"] + 1} if news else after


def left(before: Document, at: datetime) -> Document:
    """What stays of an enrolment: that there was one. Words, employer and roles are gone."""
    gone = {"organisation": {**before["organisation"], "name": ""}, "hopes": "", "roles": [], "found_by": []}
    return {**before, **gone, "left_at": at, "version": before["version"] + 1}


def back(before: Document, name: str, row: Mapping[str, Any], at: datetime) -> Document:
    """Whoever left, and comes back as a learner."""
    again = {**before, "roles": [LEARNER], "left_at": None, "source": PROFILE, "version": before["version"] + 1}
    return _said(again, name, row, PROFILE, at)


def erased(before: Document) -> Document:
    """What is told of somebody who is to be forgotten: the pseudonym, for the last time."""
    told = {name: before[name] for name in ("_id", "course", "person")}
    return {**told, "learner": before["person"], "version": before["version"] + 1}


def with_roles(before: Document, roles: list[str], at_least_one_left: bool) -> Document:
    """The enrolment with these roles; the same one when it has them. Raises Invalid for the last facilitator."""
    wanted = sorted(set(roles))
    if wanted == sorted(before["roles"]):
        return before
    if "facilitator" in before["roles"] and "facilitator" not in wanted and not at_least_one_left:
        raise Invalid(errors={"roles": ["This is the course's last facilitator: name another one first."]})
    return {**before, "roles": wanted, "left_at": None, "version": before["version"] + 1}


def renamed(before: Document, name: str) -> Document:
    """Found by another name from now on."""
    return {**before, "found_by": _found_by(before, name)}


def consents_now(enrolment: Document) -> dict[str, bool]:
    """The latest answer for each purpose."""
    return {one["purpose"]: one["given"] for one in enrolment["consents"]}


def enrolled(enrolment: Document) -> Document:
    """What is told of an enrolment: nothing that names anybody."""
    organisation = enrolment["organisation"]
    return {
        **enrolment,
        "learner": enrolment["person"],
        "role": (enrolment["roles"] or [LEARNER])[0],
        "organisation_kind": organisation["kind"],
        "organisation_size": organisation["size"],
        "reach": reach_of(enrolment),
    }


def _said(enrolment: Document, name: str, row: Mapping[str, Any], source: str, at: datetime) -> Document:
    said = {
        "country": row["country"],
        "department": row["department"],
        "continent": continent(row["country"], row["department"]),
        "organisation": dict(row["organisation"]),
        "alone": row.get("alone", False),
        "hopes": row.get("hopes", ""),
        "consents": _consents(enrolment["consents"], row.get("consent", {}), source, at),
    }
    after = {**enrolment, **said}
    return {**after, "found_by": _found_by(after, name)}


def _consents(before: list[Document], given: Mapping[str, bool], source: str, at: datetime) -> list[Document]:
    """What was answered before, and each answer that is new: when it was given and how it reached us."""
    now = {one["purpose"]: one["given"] for one in before}
    fresh = sorted((purpose, yes) for purpose, yes in given.items() if now.get(purpose) != yes)
    return [*before, *({"purpose": purpose, "given": yes, "at": at, "source": source} for purpose, yes in fresh)]


def _found_by(enrolment: Document, name: str) -> list[str]:
    """What a search finds somebody by who agreed to be found: each word of the name, within the course."""
    if not consents_now(enrolment).get(FINDABLE):
        return []
    return sorted({f"{enrolment['course']}/{word}" for word in words(name)})
