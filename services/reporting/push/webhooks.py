"""Webhooks: CloudEvents over HTTP (structured or batched mode), signed as Standard Webhooks 1.0 wants it."""

import json
from datetime import UTC, datetime
from typing import Any

from kit.settings import Settings

from reporting.domain import Document
from reporting.domain.feed import cloud_event
from reporting.push.sending import post

STRUCTURED, BATCHED = "application/cloudevents+json", "application/cloudevents-batch+json"


def send(destination: Document, events: list[Document], settings: Settings) -> None:
    """Send events in one request. Raises Failed."""
    batched = destination["mode"] == "batched"
    shown: Any = [cloud_event(one) for one in events] if batched else cloud_event(events[0])
    body = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    headers = signed(destination["secret"], events[-1]["id"], body)
    headers["Content-Type"] = f"{BATCHED if batched else STRUCTURED}; charset=utf-8"
    post(destination["url"], body.encode(), headers, settings.private_targets)


def signed(secret: str, identity: str, body: str) -> dict[str, str]:
    """The headers by which a receiver knows that it was us, and that it is new."""
    from standardwebhooks import Webhook

    now = datetime.now(UTC)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(identity, now, body),
    }
