"""Collections, their indexes, and how documents are found and saved, by subject."""

from kit import files

from forum.store import (
    contacts,
    controversies,
    courses,
    discussions,
    mails,
    moderation,
    posts,
    projects,
    questions,
    reading,
    search,
    standings,
)
from forum.store import help as requests
from forum.store.base import amend as amend
from forum.store.base import one as one
from forum.store.base import save as save
from forum.store.courses import course_is_known as course_is_known
from forum.store.courses import must_know as must_know
from forum.store.courses import stage_is_open as stage_is_open
from forum.store.discussions import discussion as discussion
from forum.store.questions import hours_to_wait as hours_to_wait
from forum.store.standings import must_not_be_suspended as must_not_be_suspended

COLLECTIONS = {
    **files.COLLECTIONS,
    **courses.COLLECTIONS,
    **discussions.COLLECTIONS,
    **posts.COLLECTIONS,
    **questions.COLLECTIONS,
    **reading.COLLECTIONS,
    **search.COLLECTIONS,
    **controversies.COLLECTIONS,
    **projects.COLLECTIONS,
    **requests.COLLECTIONS,
    **contacts.COLLECTIONS,
    **mails.COLLECTIONS,
    **moderation.COLLECTIONS,
    **standings.COLLECTIONS,
}
