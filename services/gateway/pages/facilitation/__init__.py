"""For those who run the course: its stages and sessions, its rules, its people, what was reported, whom it reaches."""

from gateway.pages.facilitation import course, drawings, imports, moderation, people, rules, sessions, stages
from gateway.pages.facilitation.blueprint import blueprint

__all__ = ["blueprint", "course", "drawings", "imports", "moderation", "people", "rules", "sessions", "stages"]
