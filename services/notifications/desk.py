"""Where mails lead: the pages of things, the links that mute, and the addresses that take answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from kit.settings import Settings

from notifications.domain.links import Muted, reply_code, seal
from notifications.options import option

PAGES = {
    "discussion": "discussions",
    "project": "projects",
    "controversy": "controversies",
    "session": "sessions",
    "stage": "stages",
    "help": "help",
}


@dataclass(frozen=True)
class Desk:
    """What every letter needs: where we are, and the key that signs links."""

    settings: Settings
    key: bytes

    @property
    def host(self) -> str:
        return urlsplit(self.settings.public_url).hostname or "localhost"

    def page(self, about: Mapping[str, Any], channel: str = "mail") -> str:
        """The page of a thing; `via` tells where it was opened from."""
        place = PAGES.get(about["type"])
        path = f"/{place}/{quote(about['id'], safe='')}" if place else "/bells"
        return f"{self.settings.public_url}{path}?via={channel}"

    def mute_page(self, muted: Muted) -> str:
        return f"{self.settings.public_url}/unsubscribe/{seal(muted, self.key)}"

    def one_click(self, muted: Muted) -> str:
        return f"{self.settings.public_url}/api/notifications/unsubscribe/{seal(muted, self.key)}"

    def reply_address(self, person: str, course: str, about: Mapping[str, Any]) -> str:
        """Where an answer to news of a discussion goes; empty where answers are not taken in."""
        domain = option(self.settings, "reply_domain")
        if not domain or about["type"] != "discussion":
            return ""
        return f"reply+{reply_code(person, course, about['id'], self.key)}@{domain}"
