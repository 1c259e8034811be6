"""The shapes of controversies."""

from kit.shapes import Text, time
from marshmallow import Schema, fields

from forum.schemas import Kept


class NewControversy(Schema):
    question = Text(10, 300, required=True)
    context = Text(1, 5_000, required=True)
    opens_at = time(required=True)
    closes_at = time(required=True)


class Controversy(Kept):
    question = fields.String()
    context = fields.String()
    discussion = fields.String()
    opens_at = time()
    closes_at = time()
