"""A house that people live in, for browsers: all processes, the demo course told, and visitors who come signed in."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from embedded.demo import load, run
from embedded.demo.mailbox import Mail, read
from embedded.demo.people import address
from embedded.house import House
from embedded.waiting import until
from enrolment import commands
from kit.event import new_id
from kit.unit_of_work import transact
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from rich.console import Console

from tests.servers import clear

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SMALL = {"width": 320, "height": 640}
NOBODY = "https://127.0.0.1:9/events"
PATIENCE = 15_000
"""Milliseconds: a busy machine draws pages slowly."""
ANIMATES, LEARNS, JOINS = 0, 6, 7
"""Numbers of voices in the demo's story: one who animates the course, and two who follow it."""


def executable() -> str | None:
    return next((path for path in CHROMIUM if Path(path).exists()), None)


@contextmanager
def lived_in(folder: Path, learners: int) -> Iterator[House]:
    """The house with its story told, on the servers that the environment names, in a namespace of its own."""
    namespace = f"t{new_id().replace('-', '')[-12:]}"
    ours = {"BASCULE_NAMESPACE": namespace, "BASCULE_PRIVATE_TARGETS": "true"}
    os.environ.update(ours)
    try:
        with House(folder) as house:
            run.start(house, learners, Console(quiet=True), time.monotonic())
            yield house
    finally:
        for name in ours:
            del os.environ[name]
        if "BASCULE_MONGO_URL" in os.environ:  # servers of the house's own end with it, and all that is on them
            clear(namespace, house.urls)


class Visitors:
    """Opens the pages as somebody: a passer-by, or one of the demo's voices by number."""

    def __init__(self, house: House, browser: Browser) -> None:
        self.house, self.browser = house, browser
        self._tokens: dict[int, dict[str, str]] = {}
        self._mails: dict[str, Mail] = {}

    def context(self, voice: int | None = None, *, width: Any = DESK, **options: Any) -> BrowserContext:
        """A browser of their own; it moves nothing for show, unless told to."""
        usual = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "reduced_motion": "reduce"}
        context = self.browser.new_context(base_url=self.house.address, viewport=width, **(usual | options))
        context.set_default_timeout(PATIENCE)
        if voice is not None:
            context.add_cookies([self._cookie(name, value) for name, value in self.tokens(voice).items()])
        return context

    def page(self, voice: int | None = None, path: str = "", **options: Any) -> Page:
        page = self.context(voice, **options).new_page()
        if path:
            page.goto(path)
        return page

    def tokens(self, voice: int) -> dict[str, str]:
        """An access token only, so that many browsers may come with it at once."""
        if voice not in self._tokens:
            secret = parse_qs(urlsplit(self.link(voice)).query)["link"][0]
            answer = httpx.post(f"{self.house.address}/api/enrolment/tokens", json={"link": secret}).raise_for_status()
            self._tokens[voice] = {"bascule_access": answer.json()["access_token"]}
        return self._tokens[voice]

    def cookies(self, voice: int | None) -> dict[str, str]:
        """What their browser sends; a passer-by's sends nothing."""
        return {} if voice is None else self.tokens(voice)

    def link(self, voice: int) -> str:
        """A one-time link as a mail brings it."""
        make = partial(commands.make_link, public_url=self.house.address, email=self.email(voice))
        return transact(self.house.database("enrolment"), make, deadline=5)

    def mailed_link(self, email: str) -> str:
        """The link of the newest mail to an address, once it has come."""

        def come() -> list[Mail]:
            return sorted(
                (one for one in self._mailed() if one.recipient == email and one.link), key=lambda one: one.at
            )

        return until(come, 30, f"no mail has come to {email}")[-1].link

    def undecided(self) -> int:
        """Somebody who has taken no stance on the controversy that is open."""
        path = "/api/forum/courses/innovation-publique/controversies?limit=5"
        for voice in range(JOINS + 1, len(load("voices"))):
            if next(one for one in self.ask(voice, path)["items"] if one["state"] == "open")["mine"] is None:
                return voice
        raise AssertionError("everybody has taken a stance")

    def findable(self, voice: int) -> str:
        """The name of a voice, who now lets others find them."""
        me = self.ask(voice, "/api/enrolment/me")["enrolments"][0]
        kept = {name: me[name] for name in ("country", "department", "organisation", "alone", "hopes")}
        said = kept | {"consent": {"terms": True, "findable": True}}
        self.do(voice, "PUT", f"/api/enrolment/me/enrolments/{me['course']}", **said)
        return self.name(voice)

    def program(self, url: str = NOBODY, *, mode: str = "structured", from_start: bool = True) -> str:
        """Somebody's program that reads the streams, with an address that it is pushed to; nobody answers at that."""
        headers = {"Authorization": f"Bearer {self.tokens(ANIMATES)['bascule_access']}"}
        api = f"{self.house.address}/api/reporting"
        path = f"{api}/courses/innovation-publique/consumers"
        made = httpx.post(path, json={"name": "Tableau de bord"}, headers=headers).raise_for_status().json()["id"]
        where = f"{api}/consumers/{made}/destination"
        pushed = {"url": url, "mode": mode, "from_start": from_start}
        httpx.put(where, json=pushed, headers=headers).raise_for_status()
        return made

    def email(self, voice: int) -> str:
        return address(self.name(voice))

    def name(self, voice: int) -> str:
        return load("voices")[voice]["name"]

    def ask(self, voice: int, path: str) -> Any:
        """What a service answers them, through the gateway."""
        return self._sent(voice, "GET", path)

    def do(self, voice: int, method: str, path: str, **said: Any) -> Any:
        """What they do besides, without a browser."""
        return self._sent(voice, method, path, json=said)

    def mails(self, voice: int, subject: str) -> list[Mail]:
        """Those that came to them with such a subject (a regular expression)."""
        return [one for one in self._mailed() if one.recipient == self.email(voice) and re.search(subject, one.subject)]

    def _mailed(self) -> list[Mail]:
        """All there are, each read once: none changes, and whoever waits looks often."""
        for file in (self.house.mail / "new").glob("*"):
            if file.name not in self._mails:
                self._mails[file.name] = read(file)
        return list(self._mails.values())

    def _sent(self, voice: int, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens(voice)['bascule_access']}"}
        answer = httpx.request(method, f"{self.house.address}{path}", headers=headers, timeout=10, **more)
        return answer.raise_for_status().json() if answer.content else None

    def _cookie(self, name: str, value: str) -> Any:
        return {"name": name, "value": value, "url": self.house.address, "httpOnly": True}


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()
