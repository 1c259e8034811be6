"""What reporting asks of enrolment for whoever reads, with their own token, and keeps nowhere: names and drawings."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from flask import request
from kit.web import configured

PATIENCE = 2.0
"""Seconds; what enrolment does not tell in time is left out."""


@contextmanager
def asking() -> Iterator[httpx.Client]:
    """A client of enrolment. Its paths begin with a slash; without an enrolment to ask, it answers as if away."""
    address = configured().jwks_url.removesuffix("/jwks.json") or "http://127.0.0.1:9"
    headers = {"Authorization": request.headers.get("Authorization", "")}
    with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE, trust_env=False) as client:
        yield client
