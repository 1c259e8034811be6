"""Sketchnotes and announcements over HTTP: facilitators publish them, people of the course see them."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from enrolment import commands, views
from enrolment.api.blueprint import gives, route, takes
from enrolment.schemas import published as shapes


@route("/courses/<course>/sketchnotes", methods=["POST"])
@allowed("facilitator")
@takes(shapes.NewSketchnote)
@gives(201, shapes.Sketchnote)
def publish_sketchnote(new: dict[str, Any], course: str) -> Any:
    """Show a drawing of a stage or a session, with its text alternative"""
    return perform(commands.publish_sketchnote, person(), course, **new)


@route("/courses/<course>/sketchnotes")
@allowed("member")
@takes(shapes.SketchnotesAsked, location="query")
@gives(200, page_of(shapes.Sketchnote))
def list_sketchnotes(asked: dict[str, Any], course: str) -> Any:
    """List the sketchnotes of a course, or of one stage or session, newest first"""
    return views.sketchnotes(database(), course, asked.get("about"), asked["limit"], asked.get("after"))


@route("/sketchnotes/<sketchnote>")
@allowed("member")
@gives(200, shapes.Sketchnote)
def show_sketchnote(sketchnote: str) -> Any:
    """Show one sketchnote"""
    return views.sketchnote(database(), person(), sketchnote)


@route("/sketchnotes/<sketchnote>", methods=["PATCH"])
@allowed("facilitator")
@takes(shapes.EditedSketchnote)
@gives(200, shapes.Sketchnote)
def edit_sketchnote(changes: dict[str, Any], sketchnote: str) -> Any:
    """Mend the title or the text alternative"""
    return perform(commands.edit_sketchnote, person(), sketchnote, **changes)


@route("/sketchnotes/<sketchnote>", methods=["DELETE"])
@allowed("facilitator")
@gives(204)
def take_sketchnote_back(sketchnote: str) -> None:
    """Show a drawing no more"""
    perform(commands.take_sketchnote_back, person(), sketchnote)


@route("/courses/<course>/announcements", methods=["POST"])
@allowed("facilitator")
@takes(shapes.NewAnnouncement)
@gives(201, shapes.Announcement)
def publish_announcement(new: dict[str, Any], course: str) -> Any:
    """Tell something to everybody in the course"""
    return views.shown(perform(commands.publish_announcement, person(), course, **new))


@route("/courses/<course>/announcements")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(shapes.Announcement))
def list_announcements(asked: dict[str, Any], course: str) -> Any:
    """List the announcements of a course, newest first"""
    return views.announcements(database(), course, asked["limit"], asked.get("after"))


@route("/announcements/<announcement>")
@allowed("member")
@gives(200, shapes.Announcement)
def show_announcement(announcement: str) -> Any:
    """Show one announcement"""
    return views.announcement(database(), person(), announcement)


@route("/announcements/<announcement>", methods=["PATCH"])
@allowed("facilitator")
@takes(shapes.EditedAnnouncement)
@gives(200, shapes.Announcement)
def edit_announcement(changes: dict[str, Any], announcement: str) -> Any:
    """Mend an announcement, of which nobody is told again"""
    return views.shown(perform(commands.edit_announcement, person(), announcement, **changes))
