"""Signing up, one's own profile, and the names behind ids, which only people of the same course may ask for."""

from typing import Any

from kit.allowed import allowed, anybody
from kit.web import configured, database, perform, person

from enrolment import commands, views
from enrolment.api.blueprint import client, gives, route, takes
from enrolment.schemas import answers, requests


@route("/courses/<course>/learners", methods=["POST"])
@anybody
@takes(requests.NewLearner)
@gives(202, answers.Accepted)
def sign_up(new: dict[str, Any], course: str) -> Any:
    """Sign up for a course; the answer is the same whether or not the address is enrolled already"""
    return perform(commands.sign_up, course, configured().public_url, new, client())


@route("/me")
@allowed("person")
@gives(200, answers.Me)
def show_me() -> Any:
    """Show one's own profile, enrolments and roles"""
    return views.profile(database(), person().id)


@route("/me", methods=["PUT"])
@allowed("person")
@takes(requests.Profile)
@gives(200, answers.Me)
def change_me(changes: dict[str, Any]) -> Any:
    """Change one's name or language"""
    perform(commands.change_profile, person().id, **changes)
    return views.profile(database(), person().id)


@route("/me/address", methods=["POST"])
@allowed("person")
@takes(requests.NewAddress)
@gives(202, answers.Accepted)
def move(asked: dict[str, Any]) -> Any:
    """Move to another address, by a link that is sent there; the answer does not tell whether somebody has it"""
    return perform(commands.request_move, configured().public_url, person().id, asked["email"])


@route("/people")
@allowed("member")
@takes(requests.People, location="query")
@gives(200, answers.Names)
def name_people(asked: dict[str, Any]) -> Any:
    """Name up to 100 people of a course; ids that are not of it are left out"""
    person().must_be_in(asked["course"])
    return {"items": views.names(database(), asked["course"], asked["ids"])}


@route("/people/search")
@allowed("member")
@takes(requests.Search, location="query")
@gives(200, answers.FoundPeople)
def find_people(asked: dict[str, Any]) -> Any:
    """Find, by the beginning of a name, up to 8 people of a course who agreed to be found"""
    return {"items": views.found(database(), asked["course"], asked["q"])}
