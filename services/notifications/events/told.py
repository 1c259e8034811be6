"""What became of the notifications, told to the reporting team."""

from kit.event import Fact
from marshmallow import Schema, fields


class About(Schema):
    type = fields.String(required=True)
    id = fields.String(required=True)
    title = fields.String()


class NotificationRaised(Schema):
    """With `everyone` it is for the whole course but the actor, and `recipients` is empty."""

    course = fields.String(required=True)
    kind = fields.String(required=True)
    recipients = fields.List(fields.String(), required=True)
    everyone = fields.Boolean()
    about = fields.Nested(About, required=True)
    actor = fields.String(required=True, allow_none=True)


class NotificationOpened(Schema):
    course = fields.String(required=True)
    kind = fields.String(required=True)
    channel = fields.String(required=True)
    learner = fields.String(required=True)


class NotificationSent(Schema):
    course = fields.String(required=True)
    kind = fields.String(required=True)
    channel = fields.String(required=True)
    outcome = fields.String(required=True)
    learner = fields.String(required=True)


class NotificationMuted(Schema):
    course = fields.String(required=True)
    kind = fields.String(required=True)
    about = fields.Nested(About, required=True)
    learner = fields.String(required=True)


class DigestSent(Schema):
    course = fields.String(required=True)
    period = fields.String(required=True)
    items = fields.Integer(required=True)
    learner = fields.String(required=True)


NOTIFICATION_RAISED = Fact("org.bascule.notifications.notification.raised.v1", NotificationRaised())
NOTIFICATION_OPENED = Fact("org.bascule.notifications.notification.opened.v1", NotificationOpened())
NOTIFICATION_SENT = Fact("org.bascule.notifications.notification.sent.v1", NotificationSent())
NOTIFICATION_MUTED = Fact("org.bascule.notifications.notification.muted.v1", NotificationMuted())
DIGEST_SENT = Fact("org.bascule.notifications.digest.sent.v1", DigestSent())
EMITTED: tuple[Fact, ...] = (
    NOTIFICATION_RAISED,
    NOTIFICATION_OPENED,
    NOTIFICATION_SENT,
    NOTIFICATION_MUTED,
    DIGEST_SENT,
)
