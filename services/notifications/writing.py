"""Writes to those who want what was announced to a whole course by mail, some hundreds at a time."""

from functools import partial

from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from notifications.domain import Document
from notifications.store import announcements


def write_what_was_announced(database: Database, settings: Settings) -> int:
    """Take each announcement some people further; returns how many announcements are not done yet."""
    waiting = list(database["broadcasts"].find({"unwritten": True}, limit=20))
    for news in waiting:
        while news:
            transact(database, partial(_write_to_some, news), deadline=settings.deadline)
            news = database["broadcasts"].find_one({"_id": news["_id"], "unwritten": True})
    return len(waiting)


def _write_to_some(news: Document, work: Work) -> None:
    announcements.write_to_some(work, news)
