"""Moving to another address: a link goes there, and using it proves that the address is one's own."""

from kit.unit_of_work import Work

from enrolment import store
from enrolment.commands.sign_in import ACCEPTED, ask, send_link
from enrolment.domain import Document, people


def request_move(work: Work, public_url: str, person: str, email: str) -> Document:
    """Send a link to the new address; one that is somebody else's gets none, and looks alike. Raises NotFound."""
    me = store.person(work, person)
    allowed, other = ask(work, email)
    if allowed:
        send_link(work, None if other else {**me, "email": people.written(email)}, public_url, None, move_to=email)
    return ACCEPTED
