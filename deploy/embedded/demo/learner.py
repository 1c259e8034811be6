"""A learner of the demo at their browser: signs in by the one-time link in the mail, asks, and hears the live stream.

Everything goes through the gateway, as it would from outside; times are seconds since the epoch.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx

from embedded.demo import load
from embedded.demo.mailbox import Mailbox
from embedded.demo.people import address
from embedded.leash import EmbeddedError
from embedded.waiting import until

PATIENCE = 15.0
Matches = Callable[[Any], bool]


class Heard(NamedTuple):
    """One Server-Sent Event, and when it came."""

    at: float
    name: str
    data: Any


class Learner:
    """One of the voices, by number; not signed in yet."""

    def __init__(self, number: int, base: str) -> None:
        self.name = load("voices")[number]["name"]
        self.first_name = self.name.split()[0]
        self.email = address(self.name)
        self._client = httpx.Client(base_url=base, timeout=PATIENCE, trust_env=False)

    def sign_in(self, mailbox: Mailbox) -> tuple[float, float]:
        """Seconds until the link was in the mailbox, and seconds that it took to use it."""
        asked = time.time()
        self._ask("POST", "/api/enrolment/sign-in", {"email": self.email})
        sentence = f"L'e-mail avec le lien de {self.name} n'est pas arrivé en {PATIENCE:.0f} s."
        mails = until(lambda: self._links(mailbox), PATIENCE, sentence, every=0.005)
        secret = parse_qs(urlsplit(mails[-1].link).query)["link"][0]
        used = time.time()
        tokens = self._ask("POST", "/api/enrolment/tokens", {"link": secret})
        self._client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        return mails[-1].at - asked, time.time() - used

    def _links(self, mailbox: Mailbox) -> list[Any]:
        return [mail for mail in mailbox.new_mails() if mail.recipient == self.email and "/sign-in?" in mail.link]

    def get(self, path: str) -> Any:
        return self._ask("GET", path)

    def post(self, path: str, body: Any) -> Any:
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON; raises EmbeddedError with the service's own words when it is no success."""
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.TransportError as error:
            raise EmbeddedError(f"{method} {path} : pas de réponse ({type(error).__name__}).") from error
        if not answer.is_success:
            raise EmbeddedError(f"{method} {path} : {answer.status_code} {answer.text[:300]}")
        return answer.json()

    @contextmanager
    def listening(self, course: str) -> "Iterator[Ear]":
        """The live stream, connected; what is heard is kept with the time at which it came."""
        with self._client.stream("GET", "/stream", params={"course": course}) as answer:
            ear = Ear(answer)
            until(lambda: ear.is_connected, PATIENCE, "Le flux en direct ne répond pas.", every=0.01)
            yield ear
            ear.leave()


class Ear:
    """Follows one answer of `/stream` on a thread of its own."""

    def __init__(self, answer: httpx.Response) -> None:
        self.is_connected = False
        self._answer, self._heard, self._news = answer, list[Heard](), Condition()
        self._left = False
        self._thread = Thread(target=self._listen, name="ear", daemon=True)
        self._thread.start()

    def hears(self, name: str, matches: Matches, since: float, within: float = PATIENCE) -> Heard | None:
        """The first such event since then; None when it has not come within so many seconds of it."""

        def found() -> Heard | None:
            candidates = (one for one in self._heard if one.at >= since and one.name == name and matches(one.data))
            return next(candidates, None)

        with self._news:
            return self._news.wait_for(found, max(0.0, since + within - time.time()))

    def leave(self) -> None:
        self._left = True

    def _listen(self) -> None:
        name = ""
        for line in self._lines():
            kind, _, value = line.partition(": ")
            if kind == "event":
                name = value
            elif kind == "data":
                with self._news:
                    self._heard.append(Heard(time.time(), name, json.loads(value)))
                    self._news.notify_all()
            elif kind == "id":
                self.is_connected = True

    def _lines(self) -> Iterator[str]:
        try:
            yield from self._answer.iter_lines()
        except (httpx.HTTPError, httpx.StreamError):
            if not self._left:
                raise
