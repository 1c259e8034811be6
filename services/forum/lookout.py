"""The lookout: a duty that sees the questions nobody has answered, and asks a few people who may know.

Each question is told of once: the same transaction takes it off the watch, so two relays at once do no harm. Nobody is
asked for a hand in this way more than twice a week, and never about a question of their own.
"""

from datetime import UTC, datetime
from functools import partial

from kit.settings import Settings
from kit.unit_of_work import Work, transact
from kit.words import stems
from pymongo.database import Database

from forum import events, store
from forum.domain import Document
from forum.domain import questions as domain
from forum.store import questions
from forum.views.search import resembling

AT_ONCE = 50
ANSWERED_ALIKE = 2
"""What having answered a question like this one weighs, in subjects in common."""


def see_who_waits(database: Database, settings: Settings, now: datetime | None = None) -> int:
    """Tell of every question that has waited too long; returns how many those were."""
    moment = now or datetime.now(UTC)
    due = {"unanswered": True, "due_at": {"$lte": moment}}
    waiting = [one["_id"] for one in database["discussions"].find(due, {"_id": 1}, limit=AT_ONCE)]
    told = (transact(database, partial(_tell, question=one), deadline=settings.deadline, now=now) for one in waiting)
    return sum(told)


def _tell(work: Work, question: str) -> bool:
    """Whether it was still waiting, and is told of now."""
    found = work.find_one("discussions", question)
    if found is None or not found["unanswered"] or found["due_at"] is None or found["due_at"] > work.now:
        return False
    helpers = _who_may_help(work, found)
    store.save(work, "discussions", found, {**found, "due_at": None, "left_unanswered": True})
    waited = round((work.now - found["at"]).total_seconds() / 3600)
    told = {**found, "discussion": question, "hours": waited, "helpers": helpers}
    work.emit(events.DISCUSSION_LEFT_UNANSWERED, told, aggregate=question, sequence=found["version"] + 1)
    return True


def _who_may_help(work: Work, question: Document) -> list[str]:
    """People who said that they know such a subject, or who answered alike; who is asked is remembered."""
    about = stems(" ".join([question["title"], *question["tags"]]))
    candidates = questions.who_know(work, question["course"], about)
    for other in resembling(work.database, question["course"], question["title"]):
        for person in other["answerers"]:
            candidates[person] = candidates.get(person, 0) + ANSWERED_ALIKE
    candidates.pop(question["author"], None)
    willing = questions.still_here(work, question["course"], candidates)
    known = questions.when_asked(work, willing)
    asked = {person: each["times"] for person, each in known.items()}
    helpers = domain.helpers(willing, asked, work.now)
    for person in helpers:
        questions.ask(work, person, known.get(person), work.now)
    return helpers
