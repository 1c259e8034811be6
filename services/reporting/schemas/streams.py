"""The shapes of the streams, and of those who consume them."""

from kit.shapes import Line, slug, time
from marshmallow import Schema, fields, validate

KINDS = ("webhook", "xapi")


class Feed(Schema):
    course = slug(required=True)
    types = fields.String(
        load_default="",
        validate=validate.Length(max=4000),
        metadata={"description": "Separated by commas: `forum.post.published`, or a service's name for all its types."},
    )
    after = fields.String(validate=validate.Length(max=100), metadata={"description": "`cursor` of the last line"})
    limit = fields.Integer(validate=validate.Range(min=1, max=10_000_000))
    until = fields.Integer(validate=validate.Range(min=0), metadata={"description": "The last position to read."})
    before = time(metadata={"description": "Only what happened before."})
    follow = fields.Boolean(load_default=False)


class NewConsumer(Schema):
    name = Line(required=True, shortest=1, longest=100)
    also = fields.List(slug(), load_default=list, validate=validate.Length(max=50))
    types = fields.List(
        fields.String(validate=validate.Length(max=100)), load_default=list, validate=validate.Length(max=100)
    )
    expires_at = time(allow_none=True, load_default=None)


class Destination(Schema):
    kind = fields.String()
    url = fields.String()
    mode = fields.String()
    position = fields.Integer(metadata={"description": "Up to which everything was delivered or given up."})
    attempts = fields.Integer(metadata={"description": "Failed since the last success."})
    failing = fields.String(allow_none=True, metadata={"description": "Why, while it fails."})
    due = time(metadata={"description": "When it is tried next."})
    paused = fields.Function(lambda one: bool(one.get("paused")), metadata={"type": "boolean"})


class Consumer(Schema):
    id = fields.String()
    name = fields.String()
    courses = fields.List(fields.String())
    types = fields.List(fields.String())
    expires_at = time(allow_none=True)
    revoked_at = time(allow_none=True)
    last_used_at = time(allow_none=True)
    at = time()
    destination = fields.Nested(Destination, allow_none=True)


class Given(Consumer):
    """With the token, which is shown this once."""

    token = fields.String()


class NewDestination(Schema):
    """`structured` sends one CloudEvent a request, `batched` up to a hundred; an LRS gets xAPI statements."""

    url = fields.String(required=True, validate=validate.Length(min=8, max=500))
    kind = fields.String(load_default="webhook", validate=validate.OneOf(KINDS))
    mode = fields.String(load_default="structured", validate=validate.OneOf(("structured", "batched")))
    from_start = fields.Boolean(load_default=False)
    username = fields.String(load_default="", validate=validate.Length(max=200))
    password = fields.String(load_default="", validate=validate.Length(max=200))


class Steering(Schema):
    """`from_start` goes back before the first event; receivers know by its id what they have had."""

    paused = fields.Boolean(load_default=None)
    from_start = fields.Boolean(load_default=False)


class SendingTo(Consumer):
    """With the secret that signs, which is shown this once."""

    secret = fields.String()


class Undelivered(Schema):
    position = fields.Integer()
    event = fields.String()
    type = fields.String()
    reason = fields.String()
    at = time()
    again = fields.Boolean(metadata={"description": "Whether it is about to be sent again."})


class Positions(Schema):
    """None means all."""

    positions = fields.List(fields.Integer(), load_default=list, validate=validate.Length(max=1000))


class Resent(Schema):
    resent = fields.Integer()
