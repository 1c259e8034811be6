"""A steady load: people who answer each other in a few discussions, until told to stop.

Each post carries a mark of its own in its body, and the same mark as its Idempotency-Key: whoever gets no answer, or
one that says "in a moment", sends the same again until it is accepted, as an honest client would. What was accepted is
remembered, and when.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import httpx
from kit.event import new_id

from .house import House

PEOPLE = ("anna", "boris", "chloe", "david", "emma")
DISCUSSIONS = 4
THREADS = 4
PER_SECOND = 25
PATIENCE = 120.0


@dataclass(frozen=True)
class Accepted:
    """A post that was answered 201."""

    mark: str
    post: str
    discussion: str
    at: float


class Load:
    """Posts into one course of one house; begins at once."""

    def __init__(self, house: House, course: str, per_second: int = PER_SECOND) -> None:
        self._house, self.course, self._per_second = house, course, per_second
        self.mended: tuple[float, datetime] | None = None
        self.accepted: list[Accepted] = []
        self.answers: Counter[str] = Counter()
        self._tokens = {person: house.signer.token(person, {course: ["learner"]}) for person in PEOPLE}
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._failed: list[BaseException] = []
        self.discussions = [self._open(number) for number in range(DISCUSSIONS)]
        self.began = time.monotonic()
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def goes_on(self, more: int = 50) -> None:
        """Return when that many more posts were accepted."""
        with self._changed:
            wanted = len(self.accepted) + more
            done = self._changed.wait_for(lambda: len(self.accepted) >= wanted or self._failed, PATIENCE)
        assert done, f"{len(self.accepted)} of {wanted} posts were accepted in {PATIENCE:.0f} s; {dict(self.answers)}"
        assert not self._failed, self._failed

    @contextmanager
    def fault(self) -> Iterator[None]:
        """What is broken in the block is whole at its end: from then on the house has to recover by itself."""
        yield
        self.mended = (time.monotonic(), datetime.now(UTC))

    def accepts_again(self) -> float:
        """Seconds from the end of the fault to the next acceptance."""
        mended = self.mended[0] if self.mended else self.began
        return next((at - mended for at in sorted(one.at for one in self.accepted) if at >= mended), float("inf"))

    def stop(self) -> None:
        """Return when every post that was begun is accepted."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in self._threads), f"never accepted; {dict(self.answers)}"
        assert not self._failed, self._failed

    def longest_pause(self) -> float:
        """Seconds between two acceptances."""
        moments = [self.began, *sorted(one.at for one in self.accepted)]
        return max(after - before for before, after in pairwise(moments))

    def _open(self, number: int) -> str:
        asked = {"title": f"Discussion {number}", "body": "Qui a essayé ?"}
        with self._client() as client:
            path = f"/api/forum/courses/{self.course}/discussions"
            return self._ask(client, PEOPLE[number % len(PEOPLE)], path, asked, new_id())["id"]

    def _run(self, number: int) -> None:
        chance = random.Random(f"{self.course}/{number}")
        pause = THREADS / self._per_second
        following = time.monotonic() + pause * number / THREADS
        try:
            with self._client(number) as client:
                while not self._stopping.wait(max(0.0, following - time.monotonic())):
                    following = max(following + pause, time.monotonic() - 1)
                    self._publish(client, chance.choice(self.discussions), chance.choice(PEOPLE))
        except BaseException as error:  # told to the test, which fails with it
            with self._changed:
                self._failed.append(error)
                self._changed.notify_all()
            raise

    def _publish(self, client: httpx.Client, discussion: str, person: str) -> None:
        mark = new_id()
        path = f"/api/forum/discussions/{discussion}/posts"
        answer = self._ask(client, person, path, {"body": mark}, mark)
        with self._changed:
            self.accepted.append(Accepted(mark, answer["id"], discussion, time.monotonic()))
            self._changed.notify_all()

    def _ask(self, client: httpx.Client, person: str, path: str, asked: dict[str, Any], key: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._tokens[person]}", "Idempotency-Key": key}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = client.post(path, json=asked, headers=headers)
            except httpx.TransportError as error:
                self.answers[type(error).__name__] += 1
                time.sleep(0.05)
                continue
            self.answers[str(answer.status_code)] += 1
            if answer.status_code == 201:
                return answer.json()
            assert answer.status_code == 503, f"{answer.status_code} {answer.text}"
            time.sleep(0.05)
        raise AssertionError(f"not accepted in {PATIENCE:.0f} s; {dict(self.answers)}")

    def _client(self, number: int = 0) -> httpx.Client:
        """Of one of the webs that there are: each has its share of the people."""
        url = self._house.urls[number % len(self._house.urls)]
        return httpx.Client(base_url=url, timeout=15, trust_env=False)


@contextmanager
def load(house: House, course: str) -> Iterator[Load]:
    under = Load(house, course)
    try:
        yield under
    finally:
        under.stop()
