"""Addresses of our own pages in templates: each worked out once. A page holds some fifty, and they never change."""

from functools import lru_cache
from typing import Any

from flask import Flask, url_for

MOST = 20_000


def offer(app: Flask) -> None:
    """Give templates an `url_for` that remembers; by name and in full, relative to nothing."""
    known = lru_cache(MOST, typed=True)(url_for)  # typed: 1 and True are different addresses

    def address(endpoint: str, **values: Any) -> str:
        return known(endpoint, **values)

    app.jinja_env.globals["url_for"] = address
