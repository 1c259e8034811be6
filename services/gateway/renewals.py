"""Renewing a sign-in before its access token runs out, once for all the requests that come at the same time.

A refresh token may be used once; one that comes twice ends the sign-in. A browser sends many requests at once, so the
first of them renews, the others wait for the same answer, and it is kept for those that were sent with the old cookie.
A refused token is left in the browser: another answer may be bringing its successor at this moment.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import NamedTuple

from gateway import metrics
from gateway.services import Away, Refused, Services

KEPT = 60.0
"""Seconds for which an answer is given to those who come with the old token."""


class Tokens(NamedTuple):
    access: str
    refresh: str


class Renewals:
    """Renews each refresh token once; `ask` returns None when refused, and raises Away."""

    def __init__(self, ask: Callable[[str], Tokens | None]) -> None:
        self._ask, self._lock = ask, Lock()
        self._answers: OrderedDict[str, tuple[float, Future[Tokens | None]]] = OrderedDict()

    def renew(self, refresh: str) -> Tokens | None:
        """New tokens, the same for all who come with this one; None when it is good no more. Raises Away."""
        with self._lock:
            self._forget()
            known = self._answers.get(refresh)
            answer: Future[Tokens | None] = known[1] if known else Future()
            if not known:
                self._answers[refresh] = (time.monotonic() + KEPT, answer)
        if not known:
            self._fill(refresh, answer)
        return answer.result()

    def _fill(self, refresh: str, answer: "Future[Tokens | None]") -> None:
        try:
            answer.set_result(self._ask(refresh))
        except BaseException as error:  # also when this greenlet is killed: the others must not wait for ever
            with self._lock:
                self._answers.pop(refresh, None)
            answer.set_exception(error if isinstance(error, Away) else Away("enrolment"))
            if not isinstance(error, Away):
                raise

    def _forget(self) -> None:
        now = time.monotonic()
        while self._answers and next(iter(self._answers.values()))[0] < now:
            self._answers.popitem(last=False)


def ask_enrolment(services: Services) -> Callable[[str], Tokens | None]:
    def ask(refresh: str) -> Tokens | None:
        try:
            answer = services.post("enrolment", "/tokens/refresh", {"refresh_token": refresh})
        except Refused:
            metrics.RENEWED.labels("refused").inc()
            return None
        metrics.RENEWED.labels("renewed").inc()
        return Tokens(answer["access_token"], answer["refresh_token"])

    return ask
