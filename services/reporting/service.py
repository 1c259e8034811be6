"""Reporting: keeps every event, and turns them into figures."""

from kit.service import Service

from reporting import api, reactions, store, views

service = Service(
    name="reporting",
    blueprint=api.blueprint,
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
    prepare=store.prepare,
    history=store.StoredEvents,
)
