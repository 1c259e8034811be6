"""All that forum holds about me, over HTTP."""

from flask import Response, jsonify
from kit.allowed import allowed
from kit.web import database, person
from marshmallow import Schema, fields

from forum.api.blueprint import blueprint, route
from forum.views import mine

SHAPE: dict[str, fields.Field] = {name: fields.List(fields.Dict()) for name in mine.SUBJECTS}
Everything = Schema.from_dict({"service": fields.String(), **SHAPE}, name="EverythingOfMine")


@route("/me/data")
@allowed("person")
@blueprint.response(200, Everything)
def show_everything() -> Response:
    """Give all that forum holds about me"""
    return jsonify(mine.everything(database(), person().id))
