"""Forum: where learners discuss, debate and declare their projects."""

from kit.service import Service

from forum import reactions, store, views

service = Service(
    name="forum",
    api="forum.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
)
