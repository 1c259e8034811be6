"""The shapes of forum's requests and responses, by subject; what all kept things share."""

from kit.shapes import time
from marshmallow import Schema, fields


class Kept(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    author = fields.String()
    at = time()
