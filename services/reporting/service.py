"""Reporting: keeps every event, turns them into figures, and gives them to whoever builds on them."""

from kit.service import Duty, Service

from reporting import migrations, push, reactions, store, tools, views

service = Service(
    name="reporting",
    api="reporting.api",
    threads=24,
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
    duties=(
        Duty("forget whoever asked for it", store.erasure.erase_whom_it_is_due, every=2.0),
        Duty("make the dashboards", views.dashboards.refresh, every=1.0),
        Duty("push to consumers", push.deliver, every=1.0),
    ),
    tools=tools.TOOLS,
    prepare=store.prepare,
    history=store.StoredEvents,
    migrations=migrations.MIGRATIONS,
)
