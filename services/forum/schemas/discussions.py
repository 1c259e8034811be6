"""The shapes of discussions."""

from datetime import datetime
from typing import Any

from kit.shapes import Line, Page, Text, time
from marshmallow import Schema, fields, validate

from forum.schemas import Kept

FILTERS = ("unread", "unanswered", "followed", "mine")
KINDS = ("discussion", "post", "project", "controversy", "help")
STAGE = validate.Range(1, 100)


class Tag(Line):
    """A short label, kept in small letters; a tag of two words is written with a hyphen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(2, 40, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = super()._deserialize(value, attr, data, **options)
        return "-".join(text.casefold().removeprefix("#").split())


class Tags(fields.List):
    """Up to five different tags."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Tag(), validate=validate.Length(max=5), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> list[Any]:
        return list(dict.fromkeys(super()._deserialize(value, attr, data, **options)))


def body(**options: Any) -> Text:
    return Text(1, 20_000, metadata={"description": "Markdown; somebody is mentioned as @[name](id)"}, **options)


def attachments(**options: Any) -> fields.List:
    """Up to ten files that were brought before, by their ids."""
    return fields.List(fields.String(validate=validate.Length(1, 64)), validate=validate.Length(max=10), **options)


class NewDiscussion(Schema):
    title = Text(3, 160, required=True)
    body = body(required=True)
    stage = fields.Integer(strict=True, load_default=None, allow_none=True, validate=STAGE)
    question = fields.Boolean(load_default=False)
    tags = Tags(load_default=list)
    attachments = attachments(load_default=list)


class ChangedDiscussion(Schema):
    title = Text(3, 160)
    stage = fields.Integer(strict=True, allow_none=True, validate=STAGE)
    question = fields.Boolean()
    tags = Tags()
    pinned = fields.Boolean(metadata={"description": "facilitators"})
    locked = fields.Boolean(metadata={"description": "facilitators"})


class Discussion(Kept):
    author = fields.String(allow_none=True, metadata={"description": "null: somebody who left"})
    title = fields.String()
    stage = fields.Integer(allow_none=True)
    tags = fields.List(fields.String())
    question = fields.Boolean()
    unanswered = fields.Boolean(metadata={"description": "a question in which nobody else wrote yet"})
    answer = fields.String(allow_none=True, metadata={"description": "the post that was accepted as the answer"})
    first_answer_at = time(allow_none=True)
    seconds_to_first_answer = fields.Function(lambda one: seconds_to_first_answer(one))
    controversy = fields.String(allow_none=True)
    pinned = fields.Boolean()
    locked = fields.Boolean()
    slow_minutes = fields.Function(lambda one: one.get("slow_minutes", 0), metadata={"type": "integer"})
    posts = fields.Integer()
    last_at = time()
    read = fields.Integer(metadata={"description": "the number of the last post that I read, 0 for none"})
    unread = fields.Integer(metadata={"description": "how many posts are new to me"})


class AskedDiscussions(Page):
    filter = fields.String(validate=validate.OneOf(FILTERS))
    stage = fields.Integer(validate=STAGE)
    tag = Tag()


class AskedSearch(AskedDiscussions):
    q = Line(1, 200, metadata={"description": "words that must all be there, in French or in English"})
    kind = fields.String(validate=validate.OneOf(KINDS))


class AskedSimilar(Schema):
    title = Line(1, 160, required=True)


class Found(Kept):
    kind = fields.String(validate=validate.OneOf(KINDS))
    title = fields.String()
    discussion = fields.String(allow_none=True)
    author = fields.String(allow_none=True)
    snippet = fields.String()
    marks = fields.List(fields.List(fields.Integer()), metadata={"description": "[start, end) of words in snippet"})


class NewMerge(Schema):
    into = fields.String(required=True, validate=validate.Length(1, 64))


class NewSplit(Schema):
    title = Text(3, 160, required=True)
    posts = fields.List(
        fields.String(validate=validate.Length(1, 64)), required=True, validate=validate.Length(1, 1_000)
    )
    question = fields.Boolean(load_default=False)


class NewAnswer(Schema):
    post = fields.String(required=True, validate=validate.Length(1, 64))


class Read(Schema):
    number = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))


def seconds_to_first_answer(discussion: dict[str, Any]) -> int | None:
    first: datetime | None = discussion.get("first_answer_at")
    return max(0, round((first - discussion["at"]).total_seconds())) if first else None
