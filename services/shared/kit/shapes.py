"""Marshmallow fields and schemas that every service's requests, responses and lists share."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

HIDDEN = {"Cc", "Cs", "Cn"}
ALLOWED = "\n\t"
FIRST_YEAR, LAST_YEAR = 1900, 2200
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"  # `$` alone would let a line break follow


class Text(fields.String):
    """Words that people wrote: trimmed, in NFC, without control characters; lengths are in characters."""

    def __init__(self, shortest: int = 1, longest: int = 200, **options: Any) -> None:
        length = validate.Length(min=shortest, max=longest)
        super().__init__(validate=length, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = super()._deserialize(value, attr, data, **options)
        text = text.replace("\r\n", "\n")
        if any(unicodedata.category(letter) in HIDDEN and letter not in ALLOWED for letter in set(text)):
            raise ValidationError("Contains characters that cannot be shown.")
        return unicodedata.normalize("NFC", text).strip()


class Line(Text):
    """A name or a title: words on one line."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = super()._deserialize(value, attr, data, **options)
        if any(letter in text for letter in "\n\t\u2028\u2029"):
            raise ValidationError("Must be on one line.")
        return text


def slug(**options: Any) -> fields.String:
    return fields.String(validate=validate.And(validate.Length(min=3, max=60), validate.Regexp(SLUG)), **options)


class _Moment(fields.AwareDateTime):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **options)
        # at the ends of the calendar another offset, or the database, has no such moment
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(f"Must be between the years {FIRST_YEAR} and {LAST_YEAR}.")
        return moment.astimezone(UTC)


def time(**options: Any) -> fields.AwareDateTime:
    """A moment in ISO 8601, always with its offset; kept and shown in UTC."""
    return _Moment(format="iso", **options)


class Page(Schema):
    """What part of a list is wanted: at most `limit` items, those that come `after` a cursor."""

    limit = fields.Integer(
        load_default=20, validate=validate.Range(min=1, max=100), metadata={"description": "1 to 100"}
    )
    after = fields.String(validate=validate.Length(min=1, max=100), metadata={"description": "`next` of the last page"})


class ProblemDocument(Schema):
    """RFC 9457; `errors` names the fields at fault."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    errors = fields.Dict(keys=fields.String())


def page_of(item: type[Schema]) -> Schema:
    """The shape of one page of such items: `items` and the cursor `next`, null on the last page."""
    shape: dict[str, Any] = {"items": fields.List(fields.Nested(item)), "next": fields.String(allow_none=True)}
    return Schema.from_dict(shape, name=f"PageOf{item.__name__}")()


def page(documents: list[dict[str, Any]], limit: int, key: str = "_id") -> dict[str, Any]:
    """One page out of `limit + 1` documents asked for: the one too many tells that there is a next page."""
    items = documents[:limit]
    return {"items": items, "next": str(items[-1][key]) if len(documents) > limit else None}
