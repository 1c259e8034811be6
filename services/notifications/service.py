"""Notifications: tells people what concerns them, on their bell and by mail."""

from kit.service import Duty, Service

from notifications import post_office, reactions, store, views

service = Service(
    name="notifications",
    api="notifications.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
    duties=(Duty("send the mails", post_office.send_what_is_unsent, every=1.0),),
)
