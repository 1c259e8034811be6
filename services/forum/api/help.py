"""A hand and contacts over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import help as schemas
from forum.views import help as views


@route("/courses/<course>/help", methods=["POST"])
@allowed("member")
@takes(schemas.NewRequest)
@gives(201, schemas.HelpRequest)
def ask_for_a_hand(new: dict[str, Any], course: str) -> Any:
    """Ask the community, or some of my contacts, for a hand"""
    return perform(commands.ask_for_a_hand, person(), course, **new)


@route("/courses/<course>/help")
@allowed("member")
@takes(schemas.AskedRequests, location="query")
@gives(200, page_of(schemas.HelpRequest))
def list_requests(asked: dict[str, Any], course: str) -> Any:
    """List the requests for a hand that I may see, newest first"""
    person().must_be_in(course)
    return views.requests(database(), person(), course, asked)


@route("/help/<request>")
@allowed("member")
@gives(200, schemas.HelpRequest)
def show_request(request: str) -> Any:
    """Show one request for a hand"""
    return views.request(database(), person(), request)


@route("/help/<request>/offers", methods=["POST"])
@allowed("member")
@takes(schemas.NewOffer)
@gives(201, schemas.HelpRequest)
def offer_a_hand(new: dict[str, Any], request: str) -> Any:
    """Offer a hand"""
    return perform(commands.offer_a_hand, person(), request, **new)


@route("/help/<request>/close", methods=["POST"])
@allowed("concerned")
@takes(schemas.Closing)
@gives(200, schemas.HelpRequest)
def close_request(new: dict[str, Any], request: str) -> Any:
    """Close my request, and thank whoever gave a hand"""
    return perform(commands.close_request, person(), request, **new)


@route("/courses/<course>/contacts", methods=["POST"])
@allowed("member")
@takes(schemas.NewContact)
@gives(201, schemas.Contact)
def ask_to_stay_in_touch(new: dict[str, Any], course: str) -> Any:
    """Ask somebody of the course to stay in touch; if they have asked me, we are"""
    return perform(commands.ask_to_stay_in_touch, person(), course, **new)


@route("/me/contacts")
@allowed("person")
@takes(schemas.AskedContacts, location="query")
@gives(200, page_of(schemas.Contact))
def list_my_contacts(asked: dict[str, Any]) -> Any:
    """List whom I stay in touch with, from every course, or what waits for an answer"""
    return views.my_contacts(database(), person().id, asked)


@route("/me/contacts/<contact>", methods=["PUT"])
@allowed("person")
@gives(200, schemas.Contact)
def accept_contact(contact: str) -> Any:
    """Accept: from then on we may both have the other's name and address"""
    return perform(commands.accept_contact, person(), contact)


@route("/me/contacts/<contact>", methods=["DELETE"])
@allowed("person")
@gives(200, schemas.Contact)
def end_contact(contact: str) -> Any:
    """Decline in silence, withdraw what I asked, or end a contact"""
    return perform(commands.end_contact, person(), contact)
