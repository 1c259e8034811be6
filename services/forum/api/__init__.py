"""Forum over HTTP: each route turns a request into one command or one query. All of it is for people of the course."""

from forum.api import (
    controversies,
    discussions,
    files,
    help,
    mine,
    moderation,
    pictures,
    posts,
    projects,
    questions,
    stances,
    teams,
    whole,
)
from forum.api.blueprint import blueprint

__all__ = [
    "blueprint",
    "controversies",
    "discussions",
    "files",
    "help",
    "mine",
    "moderation",
    "pictures",
    "posts",
    "projects",
    "questions",
    "stances",
    "teams",
    "whole",
]
