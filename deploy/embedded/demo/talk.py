"""The story as forum is told it: discussions, controversies, the posts in both, and projects.

What the commands get went through the same shapes as a request, so wrong content fails here and not on a page.
"""

from collections.abc import Callable, Iterator
from typing import Any

from forum import commands
from forum.schemas.controversies import NewControversy
from forum.schemas.discussions import NewDiscussion
from forum.schemas.posts import NewPost
from forum.schemas.projects import NewProject
from kit.unit_of_work import Work
from marshmallow import Schema

from embedded.demo import load
from embedded.demo.steps import Step, Told

COURSE = load("course")["id"]
LATER = 30.0
"""Days from now until which the past controversies stay open for a duty; their day is told by their facilitator."""
Run = Callable[[Work, Told], Any]


def debates() -> Iterator[Step]:
    """Discussions and controversies, and what is posted in them; a thread's name leads to its discussion."""
    for number, each in enumerate(load("discussions")):
        name = f"discussion/{number:02}"
        yield Step(name, each["day"], "forum", _opening(each))
        yield from _posts(name, each["posts"])
    for number, each in enumerate(load("controversies")):
        name = f"controversy/{number}"
        yield Step(name, each["opens_day"], "forum", _asking(each))
        yield from _posts(name, each["posts"])


def projects() -> Iterator[Step]:
    for number, each in enumerate(load("projects")):
        yield Step(f"project/{number:02}", each["day"], "forum", _declaring(each))


def _posts(thread: str, posts: list[dict[str, Any]]) -> Iterator[Step]:
    for number, each in enumerate(posts):
        yield Step(f"{thread}/post/{number:02}", each["day"], "forum", _answering(thread, each))


def _opening(discussion: dict[str, Any]) -> Run:
    def run(work: Work, told: Told) -> str:
        form = _form(NewDiscussion(), discussion, "title", "body", "stage", "question")
        return commands.open_discussion(work, told.person(discussion["author"]), COURSE, **form)["_id"]

    return run


def _answering(thread: str, post: dict[str, Any]) -> Run:
    def run(work: Work, told: Told) -> str:
        form = _form(NewPost(), post, "body")
        return commands.publish_post(work, told.person(post["author"]), told.made[thread], **form)["_id"]

    return run


def _asking(controversy: dict[str, Any]) -> Run:
    def run(work: Work, told: Told) -> str:
        closes = controversy["closes_day"] if controversy["closes_day"] > 0 else LATER
        days = {"opens_at": told.moment(controversy["opens_day"]), "closes_at": told.moment(closes)}
        dates = {name: day.isoformat() for name, day in days.items()}
        form = _form(NewControversy(), controversy | dates, "question", "context", "opens_at", "closes_at")
        return commands.open_controversy(work, told.person(controversy["author"]), COURSE, **form)["discussion"]

    return run


def _declaring(project: dict[str, Any]) -> Run:
    def run(work: Work, told: Told) -> str:
        form = _form(NewProject(), project, "title", "summary", "theme", "place")
        return commands.declare_project(work, told.person(project["author"]), COURSE, **form)["_id"]

    return run


def _form(shape: Schema, content: dict[str, Any], *names: str) -> dict[str, Any]:
    return shape.load({name: content[name] for name in names})
