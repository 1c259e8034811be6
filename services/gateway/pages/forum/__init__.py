"""The forum: finding what people talk about, reading it, and taking part."""

from gateway.pages.forum import discussion, listing, opening, posts, tending
from gateway.pages.forum.blueprint import blueprint

__all__ = ["blueprint", "discussion", "listing", "opening", "posts", "tending"]
