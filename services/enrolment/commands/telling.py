"""What others are told when a person or an enrolment has changed."""

from datetime import datetime

from kit.event import Fact
from kit.unit_of_work import Work

from enrolment import events
from enrolment.domain import Document, enrolments


def tell(work: Work, fact: Fact, enrolment: Document) -> None:
    """Tell of an enrolment, as its latest version."""
    told = enrolments.enrolled(enrolment)
    work.emit(fact, told, aggregate=enrolment["_id"], sequence=enrolment["version"])


def tell_of_change(work: Work, before: Document, after: Document) -> None:
    """Tell what is new of where somebody works, if that is what changed."""
    if after["version"] > before["version"]:
        tell(work, events.LEARNER_PROFILE_CHANGED, after)


def tell_of_address(work: Work, person: Document, at: datetime) -> None:
    """Tell notifications, in private, what somebody is called and where to write to."""
    told = {**person, "learner": person["_id"]}
    aggregate, sequence = f"address/{person['_id']}", person["version"]
    work.emit(events.ADDRESS_CHANGED, told, aggregate=aggregate, sequence=sequence, private=True, at=at)
