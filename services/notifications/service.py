"""Notifications: tells people what concerns them, on their bell, by mail, by push and in digests."""

from kit.service import Duty, Service

from notifications import digests, inbound, keys, migrations, post_office, reactions, store, tools, views, writing

service = Service(
    name="notifications",
    api="notifications.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
    duties=(
        Duty("send the mails", post_office.send_what_is_unsent, every=0.5),
        Duty("write what was announced", writing.write_what_was_announced, every=2.0),
        Duty("send the digests", digests.send_what_is_due, every=5.0, by_clock=True),
        Duty("take in the answers", inbound.take_in, every=2.0, by_clock=True),
    ),
    migrations=migrations.MIGRATIONS,
    tools=tools.TOOLS,
    prepare=keys.prepare,
)
