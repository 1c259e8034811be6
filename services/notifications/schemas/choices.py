"""What people choose: levels, preferences, the browsers that take pushes; and the link that mutes with one click."""

from zoneinfo import available_timezones

from kit.shapes import Page, slug, time
from marshmallow import Schema, ValidationError, fields, validate

from notifications.domain import choices, clocks, kinds
from notifications.schemas.bells import About

CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)"


def _time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("Not an IANA time zone, as Europe/Paris.")


def _clock(name: str) -> fields.String:
    rule = validate.Regexp(CLOCK, error="A time of day, as 20:00.")
    return fields.String(required=True, data_key=name, attribute=name, validate=rule)


class LevelsAsked(Page):
    course = slug(required=True)
    after = fields.String(validate=validate.Length(min=1, max=400))


class NewLevel(Schema):
    level = fields.String(required=True, allow_none=True, validate=validate.OneOf(choices.LEVELS))


class Level(Schema):
    """`automatic` is what follows from what one did; null as `level` goes back to it."""

    type = fields.String()
    id = fields.String()
    course = fields.String()
    level = fields.String()
    automatic = fields.String()
    chosen = fields.Boolean()


class ChosenLevel(Schema):
    type = fields.String()
    id = fields.String()
    level = fields.String()
    at = time()


class Channels(Schema):
    bell = fields.Boolean()
    mail = fields.String(validate=validate.OneOf(kinds.MAIL))
    push = fields.Boolean()


class Digest(Schema):
    """`hour` and `weekday` (0 is Monday) are local."""

    period = fields.String(required=True, validate=validate.OneOf(clocks.PERIODS))
    hour = fields.Integer(required=True, strict=True, validate=validate.Range(0, 23))
    weekday = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, 6))


class Quiet(Schema):
    """Local times; over midnight when `to` is earlier than `from`."""

    begins = _clock("from")
    ends = _clock("to")


class Preferences(Schema):
    """How news reach somebody; what is left out of a change stays as it is."""

    channels = fields.Dict(
        keys=fields.String(validate=validate.OneOf(list(kinds.KINDS))), values=fields.Nested(Channels)
    )
    digest = fields.Nested(Digest)
    time_zone = fields.String(validate=[validate.Length(1, 60), _time_zone])
    quiet = fields.Nested(Quiet, allow_none=True)
    weekly_ceiling = fields.Integer(allow_none=True, strict=True, validate=validate.Range(0, 200))
    language = fields.String(allow_none=True, validate=validate.OneOf(["fr", "en"]))


class PushKeys(Schema):
    p256dh = fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9_=-]{80,100}$"))
    auth = fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9_=-]{20,30}$"))


class NewSubscription(Schema):
    """As a browser's PushSubscription.toJSON() gives it."""

    class Meta:
        unknown = "exclude"

    endpoint = fields.Url(
        required=True, schemes={"https", "http"}, require_tld=False, validate=validate.Length(max=1000)
    )
    keys = fields.Nested(PushKeys, required=True)


class Subscription(Schema):
    id = fields.String(attribute="_id")
    host = fields.String()
    at = time()


class Subscriptions(Schema):
    items = fields.List(fields.Nested(Subscription))


class PushKey(Schema):
    key = fields.String(metadata={"description": "applicationServerKey for PushManager.subscribe()"})


class OneClick(Schema):
    """RFC 8058, 3.1: what a mail program posts; a page of ours may send nothing, or `undo`."""

    class Meta:
        unknown = "exclude"

    undo = fields.Boolean(load_default=False)


class Muting(Schema):
    """What a link in a mail mutes: a thing, or a kind of mail; `done` once it is so."""

    what = fields.String()
    kind = fields.String(allow_none=True)
    about = fields.Nested(About, allow_none=True)
    course = fields.String()
    language = fields.String()
    done = fields.Boolean()


class HistoryAsked(Page):
    after = fields.String(validate=validate.Length(min=1, max=400))


class Sent(Schema):
    """A mail or a push; without `sent` and `outcome` it still waits."""

    id = fields.String(attribute="_id")
    kind = fields.String()
    channel = fields.String()
    course = fields.String()
    about = fields.Nested(About)
    reason = fields.String()
    at = time()
    sent = time()
    outcome = fields.String()


class Everything(Schema):
    class Meta:
        unknown = "include"
