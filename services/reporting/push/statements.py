"""Pushing xAPI statements to a Learning Record Store over its HTTP API (xAPI 1.0.3, part three, 2.1)."""

import base64
import json

from kit.settings import Settings

from reporting import xapi
from reporting.domain import Document
from reporting.push.sending import post


def send(destination: Document, events: list[Document], settings: Settings) -> None:
    """Send those of the events that say something in xAPI's words, in one request. Raises Failed.

    A statement's id is its event's: a store that has it already says so, or keeps it as it is (2.1.2).
    """
    statements = [one for one in (xapi.statement(event, settings.public_url) for event in events) if one]
    if not statements:
        return
    headers = {"Content-Type": "application/json", "X-Experience-API-Version": "1.0.3"}
    if destination["username"]:
        pair = f"{destination['username']}:{destination['password']}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    url = destination["url"].rstrip("/")
    url = url if url.endswith("/statements") else f"{url}/statements"
    post(url, json.dumps(statements, ensure_ascii=False).encode(), headers, settings.private_targets)
