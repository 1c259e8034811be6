"""Pictures that people bring for the news of their projects."""

from typing import Any

from flask import Response
from kit import files
from kit.allowed import allowed
from kit.web import configured, database, person

from forum.api.blueprint import blueprint, gives, route, takes
from forum.schemas import projects as schemas
from forum.views import projects as views

BODY = {"required": True, "content": {kind: {"schema": {"type": "string"}} for kind in files.IMAGES}}


@route("/courses/<course>/pictures", methods=["POST"])
@allowed("member")
@blueprint.doc(requestBody=BODY)
@gives(201, schemas.Brought)
def bring_picture(course: str) -> Any:
    """Bring a picture, to be shown in the news of a project within a day"""
    return files.keep(database(), files.brought(), owner=person().id, url=configured().files_url)


@route("/courses/<course>/pictures/<picture>")
@allowed("member")
@takes(schemas.AskedPicture, location="query")
@blueprint.response(200, content_type="application/octet-stream")
def show_picture(asked: dict[str, Any], course: str, picture: str) -> Response:
    """Hand out a picture of the course's projects, or its thumbnail"""
    views.must_be_shown(database(), person(), course, picture)
    return files.answer(database(), picture, width=asked.get("width"), url=configured().files_url)
