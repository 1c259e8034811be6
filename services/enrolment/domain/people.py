"""People: one for each folded address, with the name and the language that they go by in every course."""

import unicodedata
from datetime import datetime

from enrolment.domain import Document


def fold(email: str) -> str:
    """What makes two addresses the same: compatibility forms and case do not count, dots do."""
    lowered = unicodedata.normalize("NFKC", email.strip()).lower()
    return unicodedata.normalize("NFKC", lowered)


def written(email: str) -> str:
    """An address as it is written to: as it was given, in one Unicode form."""
    return unicodedata.normalize("NFKC", email.strip())


def new_person(identity: str, name: str, email: str, language: str, now: datetime) -> Document:
    """A person; `email` is written to as it was given, `key` is what it is found by."""
    return {
        "_id": identity,
        "key": fold(email),
        "email": written(email),
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


def moved(person: Document, email: str) -> Document:
    """The person at another address."""
    return {**person, "key": fold(email), "email": written(email), "version": person["version"] + 1}


def claims(person: Document, enrolments: list[Document]) -> Document:
    """What a token says of its bearer: a pseudonym and roles."""
    courses = {one["course"]: one["roles"] for one in enrolments if one["roles"]}
    return {"sub": person["_id"], "courses": courses, "roles": ["operator"] if person["operator"] else []}
