"""A load through the edge, by clients that do not try again: what is not answered 201 counts as a dropped request."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
from kit.event import new_id
from kit.testing import eventually

from .stack import URL

CLIENTS = 4
PER_SECOND = 20


class Posts:
    """Opens one discussion in a course, and answers in it."""

    def __init__(self, course: str, token: str) -> None:
        self.course, self._token = course, token
        self.answers: Counter[str] = Counter()
        path, words = f"/api/forum/courses/{course}/discussions", {"title": "Bonjour", "body": "…"}
        with self._client() as client:
            opened = eventually(lambda: self._ask(client, path, words).get("id"))  # once forum knows the course
        self.answers = Counter({"201": 1})
        self._path = f"/api/forum/discussions/{opened}/posts"

    @property
    def accepted(self) -> int:
        return self.answers["201"]

    def burst(self, count: int) -> None:
        """That many at once, from several clients with connections of their own."""
        with ThreadPoolExecutor(CLIENTS) as pool, self._client() as client:
            list(pool.map(lambda _: self._publish(client), range(count)))

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """A steady load for as long as the block takes."""
        stopping = threading.Event()
        threads = [threading.Thread(target=self._run, args=(stopping,)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stopping.set()
            for thread in threads:
                thread.join(60)

    def figure(self) -> int:
        """How many posts reporting has counted."""
        with self._client() as client:
            return client.get(f"/api/reporting/courses/{self.course}/figures").json().get("posts", 0)

    def _run(self, stopping: threading.Event) -> None:
        with self._client() as client:
            while not stopping.wait(CLIENTS / PER_SECOND):
                self._publish(client)

    def _publish(self, client: httpx.Client) -> None:
        try:
            self._ask(client, self._path, {"body": "…"})
        except httpx.TransportError as error:
            self.answers[type(error).__name__] += 1

    def _ask(self, client: httpx.Client, path: str, asked: dict[str, str]) -> dict[str, str]:
        answer = client.post(path, json=asked, headers={"Idempotency-Key": new_id()})
        self.answers[str(answer.status_code)] += 1
        return answer.json()

    def _client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self._token}"}
        return httpx.Client(base_url=URL, headers=headers, timeout=30, trust_env=False)
