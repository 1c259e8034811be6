"""Signing in by an account elsewhere: the way there is remembered, the way back works once, and finds the person."""

from datetime import timedelta
from typing import Any

from kit.unit_of_work import Work

from enrolment import store
from enrolment.commands.enrolling import add_person
from enrolment.commands.sign_in import begin_for
from enrolment.domain import Document, people
from enrolment.tokens import digest

LASTS = timedelta(minutes=10)


def set_out(work: Work, state: str, nonce: str, verifier: str, destination: str | None) -> None:
    """Remember who set out, by a hash of the state that only their browser has."""
    way = {"_id": digest(state), "nonce": nonce, "verifier": verifier, "next": destination, "used": False}
    work.insert("connects", way | {"expires_at": work.now + LASTS})


def come_back(work: Work, state: str) -> Document | None:
    """What was remembered of whoever set out with this state; None the second time, and after ten minutes."""
    way = work.find_one("connects", digest(state))
    if way is None or way["used"] or way["expires_at"] <= work.now:
        return None
    work.guard("connects", {"_id": way["_id"], "used": False}, {"$set": {"used": True}})
    return way


def connect(
    work: Work, subject: str, email: str, name: str, language: str, family: str, token: str
) -> dict[str, Any] | None:
    """Begin a family for whom a provider vouches; returns the claims, or None when the address is another's.

    Somebody is known by the provider's subject, the first time by the address; whoever is new becomes a person, who
    can then enrol.
    """
    person = work.find_one("people", {"subject": subject}) or store.people(work, {people.fold(email)}).get(
        people.fold(email)
    )
    if person and person.get("subject", subject) != subject:
        return None
    if person is None:
        person = add_person(work, name, email, language, work.now)
    if "subject" not in person:
        work.update("people", person["_id"], {"$set": {"subject": subject}})
    return begin_for(work, person["_id"], family, token)
