"""Who said what they can help with, and who was asked to help when."""

from collections.abc import Iterable
from datetime import datetime

from kit.unit_of_work import Work
from kit.words import stems

from forum.domain import Document
from forum.domain.questions import due_at, lately
from forum.domain.standings import may_be_asked
from forum.store import standings
from forum.store.base import by

COLLECTIONS = {"subjects": [by("course", "stems"), by("person")], "asked": []}


def hours_to_wait(work: Work, course: str) -> int:
    """After how many hours a question without an answer is told of."""
    return standings.rules(work, course)["unanswered_after_hours"]


def wait_anew(work: Work, course: str) -> None:
    """The questions that wait in a course wait as long as its rules say now."""
    hours = hours_to_wait(work, course)
    for each in work.find("discussions", {"course": course, "unanswered": True}):
        work.update("discussions", each["_id"], {"$set": {"due_at": due_at(each, hours)}})


def declare(work: Work, person: str, course: str, subjects: list[str]) -> Document:
    """Somebody can help with these, and no others."""
    declared = {"_id": f"{person}/{course}", "person": person, "course": course, "subjects": subjects}
    if subjects:
        fields = declared | {"stems": stems(" ".join(subjects)), "at": work.now}
        work.update("subjects", declared["_id"], {"$set": fields}, upsert=True)
    else:
        work.delete("subjects", declared["_id"])
    return declared


def who_know(work: Work, course: str, about: Iterable[str]) -> dict[str, int]:
    """People who said that they can help with some of these stems, and with how many."""
    about = set(about)
    found = work.find("subjects", {"course": course, "stems": {"$in": sorted(about)}})
    return {each["person"]: len(about & set(each["stems"])) for each in found}


def forget(work: Work, course: str, person: str) -> None:
    work.delete("subjects", f"{person}/{course}")
    work.delete("asked", person)


def still_here(work: Work, course: str, people: dict[str, int]) -> dict[str, int]:
    """Those who may write in the course: neither suspended, nor gone, nor somewhere else by now."""
    standing = {person: standings.standing(work, course, person) for person in people}
    return {person: weight for person, weight in people.items() if may_be_asked(standing[person], work.now)}


def when_asked(work: Work, people: Iterable[str]) -> dict[str, Document]:
    """Of each who was ever asked to help: when of late."""
    return {each["_id"]: each for each in work.find("asked", {"_id": {"$in": list(people)}})}


def ask(work: Work, person: str, before: Document | None, now: datetime) -> None:
    """Remember that somebody is asked; who was asked by another meanwhile makes the unit run again."""
    if before is None:
        work.insert("asked", {"_id": person, "times": [now], "version": 1})
        return
    times = [*lately(before["times"], now), now]
    work.change("asked", before, {"$set": {"times": times}})
