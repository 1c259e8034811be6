"""Sensations over HTTP: anybody of the course may tell, and see what is told by five or more."""

from typing import Any

from kit.allowed import allowed
from kit.web import database, perform, person

from reporting import commands, views
from reporting.api.blueprint import gives, route, takes
from reporting.schemas import pulses as shapes


@route("/courses/<course>/pulses", methods=["POST"])
@allowed("member")
@takes(shapes.NewPulse)
@gives(201, shapes.Pulse)
def record_pulse(new: dict[str, Any], course: str) -> Any:
    """Tell how a stage or a session felt, once"""
    return perform(commands.pulses.record, person(), course, **new)


@route("/courses/<course>/pulses/mine")
@allowed("member")
@gives(200, shapes.MyPulses)
def list_mine(course: str) -> Any:
    """List what I told"""
    return {"items": views.sensations.told_by(database(), person().id, course)}


@route("/pulses/<pulse>/quoting", methods=["PUT"])
@allowed("concerned")
@takes(shapes.Quoting)
@gives(200, shapes.Pulse)
def allow_quoting(choice: dict[str, Any], pulse: str) -> Any:
    """Choose whether my sentence may be quoted: named, unnamed or not at all"""
    return perform(commands.pulses.allow_quoting, person(), pulse, choice["quotable"])


@route("/courses/<course>/pulse")
@allowed("member")
@gives(200, shapes.Sensations)
def show_sensations(course: str) -> Any:
    """Show how it feels: mood over time, the words that grow, quotes (people of the course)"""
    person().must_be_in(course)
    return views.sensations.sensations(database(), course)
