"""The fields that the live stream reads of the facts of others; it tells none of its own."""

from kit.event import Fact, Read
from marshmallow import fields


class AboutRead(Read):
    type = fields.String(required=True)
    id = fields.String(required=True)
    title = fields.String(load_default="")


class NotificationRaisedRead(Read):
    course = fields.String(required=True)
    kind = fields.String(required=True)
    recipients = fields.List(fields.String(), required=True)
    about = fields.Nested(AboutRead, required=True)
    actor = fields.String(load_default=None, allow_none=True)


class FiguresUpdatedRead(Read):
    course = fields.String(required=True)
    figures = fields.Dict(keys=fields.String(), required=True)


NOTIFICATION_RAISED = Fact("org.bascule.notifications.notification.raised.v1", NotificationRaisedRead())
FIGURES_UPDATED = Fact("org.bascule.reporting.figures.updated.v1", FiguresUpdatedRead())
READ = (NOTIFICATION_RAISED, FIGURES_UPDATED)
