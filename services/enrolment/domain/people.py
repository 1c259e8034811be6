"""People and their enrolments: one person per folded address, one enrolment per person and course."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kit.places import continent

from enrolment.domain import Document

SIGN_UP, IMPORT, GRANT = "sign-up", "import", "grant"
UNKNOWN = {"country": "FR", "department": "", "organisation": {"name": "", "kind": "other", "size": ""}}
"""What is assumed of someone who was given a role and has not filled in a form."""


def fold(email: str) -> str:
    """What makes two addresses the same: compatibility forms and case do not count, dots do."""
    lowered = unicodedata.normalize("NFKC", email.strip()).lower()
    return unicodedata.normalize("NFKC", lowered)


def new_person(identity: str, name: str, email: str, language: str, now: datetime) -> Document:
    """A person; `email` is written to as it was given, `key` is what it is found by."""
    return {
        "_id": identity,
        "key": fold(email),
        "email": unicodedata.normalize("NFKC", email.strip()),
        "name": name,
        "language": language,
        "operator": False,
        "at": now,
        "version": 1,
    }


def with_profile(person: Document, name: str | None, language: str | None) -> Document:
    """The person with another name or language; the same person when nothing differs."""
    changed = {**person, "name": name or person["name"], "language": language or person["language"]}
    return person if changed == person else {**changed, "version": person["version"] + 1}


def new_enrolment(course: str, person: str, row: Mapping[str, Any], role: str, source: str, at: datetime) -> Document:
    """An enrolment, with the continent it is from and the consents given for it."""
    return {
        "_id": enrolment_id(course, person),
        "course": course,
        "person": person,
        "roles": [role],
        "country": row["country"],
        "department": row["department"],
        "continent": continent(row["country"], row["department"]),
        "organisation": dict(row["organisation"]),
        "alone": row.get("alone", False),
        "hopes": row.get("hopes", ""),
        "consents": consents(row.get("consent", {}), source, at),
        "at": at,
        "version": 1,
    }


def enrolment_id(course: str, person: str) -> str:
    return f"{course}/{person}"


def consents(given: Mapping[str, bool], source: str, at: datetime) -> list[Document]:
    """Each purpose with the answer, when it was given and how it reached us."""
    return [{"purpose": purpose, "given": yes, "at": at, "source": source} for purpose, yes in sorted(given.items())]


def enrolled(enrolment: Document) -> Document:
    """What is told of an enrolment: nothing that names anybody."""
    organisation = enrolment["organisation"]
    return {
        **enrolment,
        "learner": enrolment["person"],
        "role": enrolment["roles"][0],
        "organisation_kind": organisation["kind"],
        "organisation_size": organisation["size"],
    }


def claims(person: Document, enrolments: list[Document]) -> Document:
    """What a token says of its bearer: a pseudonym and roles."""
    courses = {one["course"]: one["roles"] for one in enrolments}
    return {"sub": person["_id"], "courses": courses, "roles": ["operator"] if person["operator"] else []}
