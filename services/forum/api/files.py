"""Files that people bring for their messages, over HTTP."""

from typing import Any

from flask import Response
from kit import files
from kit.allowed import allowed
from kit.web import configured, database, person

from forum.api.blueprint import blueprint, gives, route, takes
from forum.schemas import posts as schemas
from forum.views import posts as views

BODY = {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


@route("/courses/<course>/files", methods=["POST"])
@allowed("member")
@blueprint.doc(requestBody=BODY)
@gives(201, schemas.File)
def bring_file(course: str) -> Any:
    """Bring a picture or a document, to be attached to a message within a day"""
    kinds = files.IMAGES + files.DOCUMENTS
    return files.keep(database(), files.brought(), owner=person().id, kinds=kinds, url=configured().files_url)


@route("/courses/<course>/files/<file>")
@allowed("member")
@takes(schemas.AskedFile, location="query")
@blueprint.response(200, content_type="application/octet-stream")
def show_file(asked: dict[str, Any], course: str, file: str) -> Response:
    """Hand out a file that is attached to a message of the course, or the thumbnail of a picture"""
    views.must_be_attached(database(), person(), course, file)
    return files.answer(database(), file, width=asked.get("width"), url=configured().files_url)
