"""Reporting: keeps every event, and turns them into figures."""

from kit.service import Service

from reporting import reactions, store, views

service = Service(
    name="reporting",
    api="reporting.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
    prepare=store.prepare,
    history=store.StoredEvents,
)
