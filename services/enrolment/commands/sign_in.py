"""Signing in: asking for a one-time link, trading it for tokens, renewing and giving them back.

The commands that hand out secrets get them from their caller and store only hashes; they answer None when refused,
because refusing a stolen refresh token writes something: the end of its family.
"""

from typing import Any

from kit.errors import Invalid, TooMany
from kit.event import new_id
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.commands.telling import tell_of_address
from enrolment.domain import Document, people, sign_in
from enrolment.tokens import digest, family_of, new_secret

ACCEPTED = {"status": "accepted"}
WAIT = int(sign_in.LINK_LASTS.total_seconds())


def request_link(work: Work, public_url: str, email: str, destination: str | None = None, client: str = "") -> Document:
    """Send a one-time link, at most five in 15 minutes; the answer and the work do not tell who is known here.

    `client` is where on the network it is asked from, if that is known. Raises TooMany for who asks for crowds.
    """
    _count_client(work, client)
    allowed, person = ask(work, email)
    if allowed:
        send_link(work, person, public_url, destination)
    return ACCEPTED


def ask(work: Work, email: str) -> tuple[bool, Document | None]:
    """Whether one more link may go to an address, which counts as asked for then; and whose the address is."""
    key = people.fold(email)
    asked = sign_in.recent(store.askings(work, key), work.now)
    person = store.people(work, {key}).get(key)
    allowed = sign_in.may_ask(asked, work.now)
    store.remember_askings(work, key, [*asked, work.now] if allowed else asked)
    return allowed, person


def _count_client(work: Work, client: str) -> None:
    """One more asking from there; only a hash of the place is kept, for a quarter of an hour."""
    if not client:
        return
    asked = sign_in.recent(store.askings(work, f"from {client}"), work.now)
    if not sign_in.may_ask(asked, work.now, sign_in.MOST_FROM_ONE_PLACE):
        raise TooMany("Too many sign-ins were asked for from here: wait a quarter of an hour", retry_after=WAIT)
    store.remember_askings(work, f"from {client}", [*asked, work.now])


def make_link(work: Work, public_url: str, email: str) -> str:
    """A one-time link for an operator to hand over, told to nobody else. Raises Invalid (nobody has this address)."""
    person = store.people(work, {people.fold(email)}).get(people.fold(email))
    if person is None:
        raise Invalid("Nobody has this address")
    secret = new_secret()
    work.insert("links", sign_in.new_link(secret, person["_id"], work.now))
    return sign_in.link_url(public_url, secret, None)


def begin_family(work: Work, link: str, family: str, token: str) -> dict[str, Any] | None:
    """Use up a link and begin a family with this refresh token; returns the claims, or None when the link is bad."""
    found = work.find_one("links", digest(link))
    if not found or not sign_in.link_is_good(found, family, work.now):
        return None
    if found["used_by"] is None:
        if "move_to" in found and not _move(work, found["person"], found["move_to"]):
            return None
        work.guard("links", {"_id": found["_id"], "used_by": None}, {"$set": {"used_by": family}})
        return begin_for(work, found["person"], family, token)
    return _claims(work, found["person"])


def begin_for(work: Work, person: str, family: str, token: str) -> dict[str, Any]:
    """Begin a family for somebody who has shown who they are; returns the claims."""
    work.insert("families", sign_in.new_family(family, person, token, work.now))
    return _claims(work, person)


def refresh_family(work: Work, token: str, successor: str) -> dict[str, Any] | None:
    """Replace a refresh token; returns the claims, or None when refused. A used token ends its family, but for
    a moment after its use, when it may come from another tab."""
    family = work.find_one("families", family_of(token))
    if not family or not sign_in.family_lives(family, work.now):
        return None
    if not (work.attempt and digest(successor) in family["current"]):  # else an earlier attempt had been committed
        changes = sign_in.refreshed(family, token, successor, work.now)
        work.change("families", family, {"$set": changes})
        if "revoked" in changes:
            return None
    return _claims(work, family["person"])


def revoke_family(work: Work, token: str) -> None:
    """End a sign-in by any of its refresh tokens; an unknown one is as good as revoked."""
    work.update("families", family_of(token), {"$set": {"revoked": True}, "$inc": {"version": 1}})


def _move(work: Work, person: str, email: str) -> bool:
    """Go by the new address from now on; False when somebody else has taken it meanwhile."""
    before = store.person(work, person)
    if people.fold(email) in store.people(work, {people.fold(email)}):
        return before["key"] == people.fold(email)
    after = people.moved(before, email)
    store.save(work, "people", before, after)
    tell_of_address(work, after, work.now)
    return True


def _claims(work: Work, person: str) -> dict[str, Any]:
    return people.claims(store.person(work, person), store.enrolments_of(work, person))


def send_link(
    work: Work, person: Document | None, public_url: str, destination: str | None, move_to: str | None = None
) -> None:
    """Send a person a link, or nobody; using it also makes `move_to` the person's address."""
    secret = new_secret()
    link = sign_in.new_link(secret, person["_id"] if person else None, work.now)
    work.insert("links", link | ({"move_to": move_to} if move_to else {}))
    if person:
        url = sign_in.link_url(public_url, secret, destination)
        told = {**person, "person": person["_id"], "link": url, "expires_at": link["expires_at"]}
        work.emit(events.SIGN_IN_REQUESTED, told, aggregate=f"sign-in/{new_id()}", sequence=1, private=True)
