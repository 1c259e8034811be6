"""The fields that notifications reads of what forum tells of discussions and controversies."""

from kit.event import Fact, Read
from marshmallow import fields


class DiscussionOpenedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    stage = fields.Integer(load_default=None, allow_none=True)
    tags = fields.List(fields.String(), load_default=list)


class PostPublishedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    reply_to = fields.String(load_default=None, allow_none=True)
    mentions = fields.List(fields.String(), load_default=list)


class PostEditedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    title = fields.String(load_default="")
    author = fields.String(required=True)
    newly_mentioned = fields.List(fields.String(), load_default=list)


class PostRemovedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)


class PostThankedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class AnswerAcceptedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class DiscussionMergedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    merged = fields.String(required=True)
    title = fields.String(required=True)


class DiscussionSplitRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    into = fields.String(required=True)
    title = fields.String(required=True)
    stage = fields.Integer(load_default=None, allow_none=True)
    tags = fields.List(fields.String(), load_default=list)


class DiscussionRenamedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    stage = fields.Integer(load_default=None, allow_none=True)
    tags = fields.List(fields.String(), load_default=list)


class ThingRead(Read):
    type = fields.String(required=True)
    id = fields.String(required=True)


class TitleForgottenRead(Read):
    course = fields.String(required=True)
    about = fields.Nested(ThingRead, required=True)
    title = fields.String(required=True)


class DiscussionLeftUnansweredRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    helpers = fields.List(fields.String(), required=True)


class ControversyOpenedRead(Read):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    question = fields.String(required=True)
    author = fields.String(required=True)


class ControversyClosedRead(Read):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    question = fields.String(required=True)


class ControversyConcludedRead(Read):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    question = fields.String(required=True)
    by = fields.String(required=True)


class ArgumentConvincedRead(Read):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    argument = fields.String(required=True)
    author = fields.String(required=True)


DISCUSSION_OPENED = Fact("org.bascule.forum.discussion.opened.v1", DiscussionOpenedRead())
POST_PUBLISHED = Fact("org.bascule.forum.post.published.v1", PostPublishedRead())
POST_EDITED = Fact("org.bascule.forum.post.edited.v1", PostEditedRead())
POST_REMOVED = Fact("org.bascule.forum.post.removed.v1", PostRemovedRead())
POST_THANKED = Fact("org.bascule.forum.post.thanked.v1", PostThankedRead())
ANSWER_ACCEPTED = Fact("org.bascule.forum.answer.accepted.v1", AnswerAcceptedRead())
DISCUSSION_MERGED = Fact("org.bascule.forum.discussion.merged.v1", DiscussionMergedRead())
DISCUSSION_SPLIT = Fact("org.bascule.forum.discussion.split.v1", DiscussionSplitRead())
DISCUSSION_RENAMED = Fact("org.bascule.forum.discussion.renamed.v1", DiscussionRenamedRead())
TITLE_FORGOTTEN = Fact("org.bascule.forum.title.forgotten.v1", TitleForgottenRead())
DISCUSSION_LEFT_UNANSWERED = Fact("org.bascule.forum.discussion.left-unanswered.v1", DiscussionLeftUnansweredRead())
CONTROVERSY_OPENED = Fact("org.bascule.forum.controversy.opened.v1", ControversyOpenedRead())
CONTROVERSY_CLOSED = Fact("org.bascule.forum.controversy.closed.v1", ControversyClosedRead())
CONTROVERSY_CONCLUDED = Fact("org.bascule.forum.controversy.concluded.v1", ControversyConcludedRead())
ARGUMENT_CONVINCED = Fact("org.bascule.forum.argument.convinced.v1", ArgumentConvincedRead())
