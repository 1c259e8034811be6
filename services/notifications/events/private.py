"""What only forum is told, on the exchange that feeds no stream: an answer that came by mail."""

from kit.event import Fact
from marshmallow import Schema, fields


class ReplyReceived(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    learner = fields.String(required=True)
    body = fields.String(required=True)
    message = fields.String(required=True)


REPLY_RECEIVED = Fact("org.bascule.notifications.reply.received.v1", ReplyReceived())
EMITTED: tuple[Fact, ...] = (REPLY_RECEIVED,)
