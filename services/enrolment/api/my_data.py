"""One's own data: all that is held, to look at or to take along; and being forgotten (see docs/my-data.md)."""

from typing import Any

from flask import Response
from kit.allowed import allowed
from kit.errors import Invalid
from kit.web import configured, database, perform, person

from enrolment import archive, commands
from enrolment.api.blueprint import blueprint, gives, route, takes
from enrolment.schemas import my_data as shapes


@route("/me/data")
@allowed("person")
@blueprint.response(200, content_type="application/json")
def show_my_data() -> Response:
    """Show everything that enrolment holds about me"""
    held = {"service": "enrolment", **commands.held(database(), person().id)}
    return Response(archive.as_json(held), content_type="application/json")


@route("/me/data.zip")
@allowed("person")
@blueprint.response(200, content_type="application/zip")
def pack_my_data() -> Response:
    """Take along everything that enrolment holds about me, with the files that I brought"""
    packed = archive.pack(database(), commands.held(database(), person().id), configured().files_url)
    response = Response(packed, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="bascule-enrolment.zip"'
    return response


@route("/me/erasure", methods=["POST"])
@allowed("person")
@takes(shapes.Erasure)
@gives(202, shapes.Erased)
def erase_me(asked: dict[str, Any]) -> Any:
    """Forget me: in enrolment at once, in every other service within a minute; my address confirms it"""
    if not commands.is_mine(database(), person().id, asked["email"]):
        raise Invalid(errors={"email": ["This is not the address of your account."]})
    perform(commands.erase, person().id)
    commands.disown_files(database(), person().id)
    return {"status": "erased"}
