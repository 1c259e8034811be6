"""Questions over HTTP: their answers, and who can help with what."""

from typing import Any

from kit.allowed import allowed
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import discussions
from forum.schemas import questions as schemas
from forum.views import discussions as views
from forum.views import questions


@route("/discussions/<discussion>/answer", methods=["PUT"])
@allowed("concerned", "facilitator")
@takes(discussions.NewAnswer)
@gives(200, discussions.Discussion)
def accept_answer(asked: dict[str, Any], discussion: str) -> Any:
    """Say which post is the answer (who asked, facilitators)"""
    found = perform(commands.accept_answer, person(), discussion, **asked)
    return views.one(database(), person(), found["_id"])


@route("/me/subjects")
@allowed("member")
@takes(schemas.InCourse, location="query")
@gives(200, schemas.Subjects)
def list_my_subjects(asked: dict[str, Any]) -> Any:
    """List what I said that I can help with in a course"""
    return questions.subjects(database(), person().id, asked["course"])


@route("/me/subjects", methods=["PUT"])
@allowed("member")
@takes(schemas.InCourse, location="query")
@takes(schemas.Subjects)
@gives(200, schemas.Subjects)
def declare_my_subjects(asked: dict[str, Any], declared: dict[str, Any]) -> Any:
    """Say what I can help with in a course; an empty list takes it back"""
    return perform(commands.declare_subjects, person(), asked["course"], declared["subjects"])
