"""The fields that the live stream reads of the facts of others; it tells none of its own."""

from typing import NamedTuple

from kit.event import Event, Fact, Read
from marshmallow import fields


class AboutRead(Read):
    type = fields.String(required=True)
    id = fields.String(required=True)
    title = fields.String(load_default="")


class NotificationRaisedRead(Read):
    course = fields.String(required=True)
    kind = fields.String(required=True)
    recipients = fields.List(fields.String(), required=True)
    everyone = fields.Boolean(load_default=False)
    about = fields.Nested(AboutRead, required=True)
    actor = fields.String(load_default=None, allow_none=True)


class FiguresUpdatedRead(Read):
    course = fields.String(required=True)
    figures = fields.Dict(keys=fields.String(), required=True)


class FreshRead(Read):
    """What is new somewhere: where, what, and by whom, as far as the fact has it."""

    course = fields.String(required=True)
    discussion = fields.String(load_default="")
    post = fields.String(load_default="")
    controversy = fields.String(load_default="")
    argument = fields.String(load_default="")
    project = fields.String(load_default="")
    request = fields.String(load_default="")
    author = fields.String(load_default="")
    by = fields.String(load_default="")


class Fresh(NamedTuple):
    """A fact that is new on an open page: `topic` says which pages, `id` what came."""

    fact: Fact
    topic: str
    id: str

    def of(self, event: Event) -> tuple[str, dict[str, str]]:
        """The topic, and what its pages are told; raises Unreadable."""
        data = self.fact.load(event.data)
        told = {"id": self.id.format_map(data) or event.id, "author": data["by"] or data["author"]}
        return self.topic.format_map(data), told


def _fresh(name: str, topic: str, what: str = "") -> Fresh:
    return Fresh(Fact(f"org.bascule.forum.{name}.v1", FreshRead()), topic, what)


NOTIFICATION_RAISED = Fact("org.bascule.notifications.notification.raised.v1", NotificationRaisedRead())
FIGURES_UPDATED = Fact("org.bascule.reporting.figures.updated.v1", FiguresUpdatedRead())
FRESH = {
    one.fact.type: one
    for one in (
        _fresh("post.published", "discussion:{discussion}", "{post}"),
        _fresh("discussion.opened", "discussions", "{discussion}"),
        _fresh("argument.made", "controversy:{controversy}", "{argument}"),
        _fresh("project.declared", "projects", "{project}"),
        _fresh("project.updated", "project:{project}"),
        _fresh("help.requested", "help", "{request}"),
        _fresh("help.offered", "help:{request}"),
    )
}
READ = (NOTIFICATION_RAISED, FIGURES_UPDATED, *(one.fact for one in FRESH.values()))
