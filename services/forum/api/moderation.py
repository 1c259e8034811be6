"""Moderation over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import moderation as schemas
from forum.views import moderation as views


@route("/courses/<course>/reports", methods=["POST"])
@allowed("member")
@takes(schemas.NewReport)
@gives(201, schemas.Report)
def report(new: dict[str, Any], course: str) -> Any:
    """Draw the facilitators' attention to something; they alone learn who did"""
    return perform(commands.report, person(), course, **new)


@route("/courses/<course>/reports")
@allowed("facilitator")
@takes(schemas.AskedCases, location="query")
@gives(200, page_of(schemas.Case))
def list_cases(asked: dict[str, Any], course: str) -> Any:
    """List what was reported, one line for each thing, the longest waiting first (facilitators)"""
    person().must_be("facilitator", course)
    return views.cases(database(), course, asked["open"], asked["limit"], asked.get("after"))


@route("/courses/<course>/decisions", methods=["POST"])
@allowed("facilitator")
@takes(schemas.NewDecision)
@gives(201, schemas.Decision)
def decide(new: dict[str, Any], course: str) -> Any:
    """Hide, restore, warn, suspend, readmit or dismiss, with a reason (facilitators)"""
    return perform(commands.decide, person(), course, **new)


@route("/courses/<course>/decisions")
@allowed("facilitator")
@takes(Page, location="query")
@gives(200, schemas.PageOfDecisions)
def list_decisions(asked: dict[str, Any], course: str) -> Any:
    """List all that was decided in a course, newest first (facilitators)"""
    person().must_be("facilitator", course)
    return views.decisions(database(), {"course": course}, asked["limit"], asked.get("after"))


@route("/me/decisions")
@allowed("person")
@takes(Page, location="query")
@gives(200, schemas.PageOfDecisions)
def list_my_decisions(asked: dict[str, Any]) -> Any:
    """List what was decided about me and what I wrote, with the reasons, in every course"""
    return views.decisions(database(), {"author": person().id}, asked["limit"], asked.get("after"))


@route("/courses/<course>/standing")
@allowed("member")
@gives(200, schemas.Standing)
def show_standing(course: str) -> Any:
    """Show whether I may write in a course"""
    person().must_be_in(course)
    return views.standing(database(), course, person().id)


@route("/courses/<course>/rules")
@allowed("member")
@gives(200, schemas.Rules)
def show_rules(course: str) -> Any:
    """Show the rules that facilitators have set for a course"""
    person().must_be_in(course)
    return views.rules(database(), course)


@route("/courses/<course>/rules", methods=["PATCH"])
@allowed("facilitator")
@takes(schemas.ChangedRules)
@gives(200, schemas.Rules)
def set_rules(changes: dict[str, Any], course: str) -> Any:
    """Set rules of a course; those not named stay (facilitators)"""
    return perform(commands.set_rules, person(), course, **changes)


@route("/discussions/<discussion>/pace", methods=["PUT"])
@allowed("facilitator")
@takes(schemas.Pace)
@gives(200, schemas.Pace)
def set_pace(pace: dict[str, Any], discussion: str) -> Any:
    """Put a discussion in slow mode, or back out of it (facilitators)"""
    perform(commands.set_pace, person(), discussion, **pace)
    return pace
