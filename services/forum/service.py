"""Forum: where learners discuss, debate and declare their projects."""

from kit.service import Service

from forum import api, reactions, store, views

service = Service(
    name="forum",
    blueprint=api.blueprint,
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
)
