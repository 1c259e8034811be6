"""Handing a file out: streamed, cached for good since its id is its content, and unable to act in anybody's name."""

from flask import Response, request
from pymongo.database import Database

from kit.errors import NotFound
from kit.files.kinds import SUFFIXES
from kit.files.shelf import FILES, shelf

FOR_GOOD = "private, max-age=31536000, immutable"
HARMLESS = "default-src 'none'; sandbox"


def answer(database: Database, file: str, *, width: int | None = None, url: str = "", name: str = "") -> Response:
    """A response with the file, or its thumbnail of a width (320 or 1280) if it is a picture; raises NotFound.

    Pictures may be shown where they are linked; everything else is offered for saving, under `name` if it is given.
    """
    found = database[FILES].find_one({"_id": file})
    variant = str(width) if width else ""
    if found is None or variant not in found["variants"]:
        raise NotFound("There is no such file")
    etag = f"{file}.{variant}" if variant else file
    response = Response(status=304) if etag in request.if_none_match else _full(database, found, variant, url, name)
    response.set_etag(etag)
    response.headers["Cache-Control"] = FOR_GOOD
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _full(database: Database, found: dict, variant: str, url: str, name: str) -> Response:
    kind = "image/webp" if variant else found["kind"]
    try:
        content = shelf(database, url).open(found["key"] + variant)
    except KeyError:
        raise NotFound("There is no such file") from None
    response = Response(content, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
    if not variant:
        response.content_length = found["size"]
    how = "inline" if kind.startswith("image/") else "attachment"
    filename = (name or found["_id"][:12]).rpartition("/")[2]
    suffix = SUFFIXES[kind]
    filename = filename if filename.lower().endswith(suffix) else filename + suffix
    response.headers.set("Content-Disposition", how, filename=filename)
    return response
