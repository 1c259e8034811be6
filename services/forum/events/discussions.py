"""Discussions, posts, questions and their answers; none carries the words of a message."""

from kit.event import Fact
from marshmallow import Schema, fields


class DiscussionOpened(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    stage = fields.Integer(required=True, allow_none=True)
    question = fields.Boolean(required=True)
    tags = fields.List(fields.String())


class PostPublished(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    reply_to = fields.String(allow_none=True)
    mentions = fields.List(fields.String())


class DiscussionMerged(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    merged = fields.String(required=True)
    title = fields.String(required=True)
    by = fields.String(required=True)


class DiscussionSplit(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    into = fields.String(required=True)
    title = fields.String(required=True)
    posts = fields.List(fields.String(), required=True)
    by = fields.String(required=True)
    stage = fields.Integer(allow_none=True)
    tags = fields.List(fields.String())


class DiscussionRenamed(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    stage = fields.Integer(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    by = fields.String(required=True)


class DiscussionLeftUnanswered(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    hours = fields.Integer(required=True)
    helpers = fields.List(fields.String(), required=True)


class PostEdited(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    title = fields.String()
    author = fields.String(required=True)
    by = fields.String(required=True)
    newly_mentioned = fields.List(fields.String())


class PostRemoved(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class PostThanked(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class AnswerAccepted(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


DISCUSSION_OPENED = Fact("org.bascule.forum.discussion.opened.v1", DiscussionOpened())
POST_PUBLISHED = Fact("org.bascule.forum.post.published.v1", PostPublished())
DISCUSSION_MERGED = Fact("org.bascule.forum.discussion.merged.v1", DiscussionMerged())
DISCUSSION_SPLIT = Fact("org.bascule.forum.discussion.split.v1", DiscussionSplit())
DISCUSSION_RENAMED = Fact("org.bascule.forum.discussion.renamed.v1", DiscussionRenamed())
DISCUSSION_LEFT_UNANSWERED = Fact("org.bascule.forum.discussion.left-unanswered.v1", DiscussionLeftUnanswered())
POST_EDITED = Fact("org.bascule.forum.post.edited.v1", PostEdited())
POST_REMOVED = Fact("org.bascule.forum.post.removed.v1", PostRemoved())
POST_THANKED = Fact("org.bascule.forum.post.thanked.v1", PostThanked())
ANSWER_ACCEPTED = Fact("org.bascule.forum.answer.accepted.v1", AnswerAccepted())
EMITTED: tuple[Fact, ...] = (
    DISCUSSION_OPENED,
    POST_PUBLISHED,
    DISCUSSION_MERGED,
    DISCUSSION_SPLIT,
    DISCUSSION_RENAMED,
    DISCUSSION_LEFT_UNANSWERED,
    POST_EDITED,
    POST_REMOVED,
    POST_THANKED,
    ANSWER_ACCEPTED,
)
