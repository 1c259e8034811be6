"""For those who run the course: its stages and sessions, its people, what was reported, whom it reaches."""

from gateway.pages.facilitation import course, drawings, imports, moderation, people
from gateway.pages.facilitation.blueprint import blueprint

__all__ = ["blueprint", "course", "drawings", "imports", "moderation", "people"]
