"""Stages over HTTP, and the files that facilitators bring for them; anybody sees which stages there are."""

from typing import Any

from flask import Response
from kit import files
from kit.allowed import allowed, anybody
from kit.shapes import Page, page_of
from kit.web import configured, database, perform, person

from enrolment import commands, views
from enrolment.api.blueprint import blueprint, gives, route, takes
from enrolment.schemas import files as files_shapes
from enrolment.schemas import stages as shapes

BODY = {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


@route("/courses/<course>/stages", methods=["POST"])
@allowed("facilitator")
@takes(shapes.NewStage)
@gives(201, shapes.WholeStage)
def publish_stage(new: dict[str, Any], course: str) -> Any:
    """Publish a stage, which opens by itself when its moment comes"""
    made = perform(commands.publish_stage, person(), course, **new)
    return views.stage(database(), person(), made["_id"])


@route("/courses/<course>/stages")
@anybody
@takes(Page, location="query")
@gives(200, page_of(shapes.Stage))
def list_stages(asked: dict[str, Any], course: str) -> Any:
    """List the stages of a course in their order"""
    return views.stages(database(), course, asked["limit"], asked.get("after"))


@route("/stages/<stage>")
@allowed("member")
@gives(200, shapes.WholeStage)
def show_stage(stage: str) -> Any:
    """Show a stage with its content, once it is open; facilitators see it before"""
    return views.stage(database(), person(), stage)


@route("/stages/<stage>", methods=["PATCH"])
@allowed("facilitator")
@takes(shapes.EditedStage)
@gives(200, shapes.WholeStage)
def edit_stage(changes: dict[str, Any], stage: str) -> Any:
    """Change a stage; the date only while it is not open"""
    perform(commands.edit_stage, person(), stage, **changes)
    return views.stage(database(), person(), stage)


@route("/courses/<course>/files", methods=["POST"])
@allowed("facilitator")
@blueprint.doc(requestBody=BODY)
@gives(201, files_shapes.File)
def bring_file(course: str) -> Any:
    """Bring a picture or a document, to be shown by something within a day"""
    return files.keep(
        database(),
        files.brought(),
        owner=person().id,
        kinds=files.IMAGES + files.DOCUMENTS,
        url=configured().files_url,
    )


@route("/courses/<course>/files/<file>")
@allowed("member")
@takes(files_shapes.FileAsked, location="query")
@blueprint.response(200, content_type="application/octet-stream")
def show_file(asked: dict[str, Any], course: str, file: str) -> Response:
    """Hand out a file of the course, or the thumbnail of a picture"""
    name = views.name_of_file(database(), person(), course, file)
    return files.answer(database(), file, width=asked.get("width"), url=configured().files_url, name=name)
