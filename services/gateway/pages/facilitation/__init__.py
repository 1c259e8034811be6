"""For those who run the course: its stages and sessions, its people, what was reported, whom it reaches."""

from gateway.pages.facilitation import course, imports, moderation, people
from gateway.pages.facilitation.blueprint import blueprint

__all__ = ["blueprint", "course", "imports", "moderation", "people"]
