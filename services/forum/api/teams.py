"""Teams of projects over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.web import perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import projects as schemas


@route("/projects/<project>/team", methods=["POST"])
@allowed("member")
@takes(schemas.NewMember)
@gives(201, schemas.Project)
def join_project(new: dict[str, Any], project: str) -> Any:
    """Join a project, in an open role or without one"""
    return perform(commands.join_project, person(), project, **new)


@route("/projects/<project>/team/me", methods=["DELETE"])
@allowed("concerned")
@gives(200, schemas.Project)
def leave_project(project: str) -> Any:
    """Leave a project; who leads it hands it over first, and the last one stays"""
    return perform(commands.leave_project, person(), project)


@route("/projects/<project>/lead", methods=["PUT"])
@allowed("concerned")
@takes(schemas.NewLead)
@gives(200, schemas.Project)
def hand_over(new: dict[str, Any], project: str) -> Any:
    """Let another of the team lead the project"""
    return perform(commands.hand_over, person(), project, **new)
