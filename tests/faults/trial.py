"""One trial of the house: a load, a fault in the middle of it, then the account, which must show nothing amiss.

    with trial("kill -9 forum web") as load:
        load.goes_on()
        house.kill_and_restart("forum-web")
        load.goes_on()

Leaving the block stops the load, waits until all has settled, adds a row to the table, and asserts.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from kit.event import new_id
from kit.testing import eventually

from .account import draw_up, settled
from .books import Books, longest_gap, next_after
from .house import House
from .load import PEOPLE, PER_SECOND, Load

PATIENCE = 30.0
"""Seconds; longer, and somebody waits for what a dead process holds."""
RECOVERY = 15.0
"""Seconds from the end of a fault until posts are accepted and take effect everywhere again."""
Record = Callable[[str, Any], None]
long = pytest.mark.skipif(os.environ.get("BASCULE_FAULTS") != "long", reason="takes minutes: make faults")


def pause(seconds: float) -> None:
    """How long a fault lasts; the load goes on meanwhile."""
    threading.Event().wait(seconds)


class Trial:
    """What a test gets; `books` can be looked at afterwards."""

    def __init__(self, house: House, record: Record) -> None:
        self._house, self._record = house, record
        self.course = f"trial-{new_id()[-12:]}"
        self.books = Books(house, self.course)
        house.database("forum")["courses"].insert_one({"_id": self.course})
        _give_addresses(house)

    @contextmanager
    def __call__(
        self,
        fault: str,
        *,
        ordered: bool = True,
        parks: bool = False,
        within: float = PATIENCE,
        marks: bool = True,
        per_second: int = PER_SECOND,
    ) -> Iterator[Load]:
        """`within` is how many seconds anything may stand still, the fault included; `per_second`, posts.

        `marks` says whether the moments at which effects are marked can be believed: a wrong clock tells wrong ones.
        """
        load = Load(self._house, self.course, per_second)
        try:
            yield load
        finally:
            load.stop()
        began = time.monotonic()
        with suppress(AssertionError):  # the account says what is missing
            eventually(lambda: settled(self.books), within=within)
        self._settle_account(fault, load, time.monotonic() - began, ordered, within, marks)
        assert parks or not self._house.parked(), self._house.parked()

    def _settle_account(self, fault: str, load: Load, took: float, ordered: bool, within: float, marks: bool) -> None:
        account = draw_up(load.accepted, self.books)
        pauses = {"accepting paused": load.longest_pause(), "settled after": took}
        effects = self.books.took_effect_at() if marks else {}
        if marks:
            pauses["effects paused"] = max(longest_gap(moments) for moments in effects.values())
        if load.mended:
            again = [next_after(load.mended[1], moments) for moments in effects.values()]
            pauses["recovered after"] = max(load.accepts_again(), *again)
        row = {
            "fault": fault,
            "accepted": account.accepted,
            "in stream": account.in_stream,
            "bells": account.bells,
            "figure": account.figure,
            "lost": sum(account.lost.values()),
            "duplicated": sum(account.doubled.values()),
        } | {name: round(seconds, 2) for name, seconds in pauses.items()}
        self._record("fault", row)
        print(row)
        assert (account.lost, account.doubled) == ({}, {}), f"{fault}: lost {account.lost}, doubled {account.doubled}"
        assert not (ordered and account.disorder), account.disorder
        assert max(pauses.values()) < within, fault
        assert pauses.get("recovered after", 0.0) <= RECOVERY, fault


def _give_addresses(house: House) -> None:
    """As enrolment would, so that mails are sent too; as many as there are, since each is accounted for."""
    for person in PEOPLE:
        address = {"name": person.title(), "email": f"{person}@example.org", "language": "fr", "sequence": 1}
        house.database("notifications")["people"].update_one({"_id": person}, {"$set": address}, upsert=True)
        chosen = {"$set": {"weekly_ceiling": None}}
        house.database("notifications")["preferences"].update_one({"_id": person}, chosen, upsert=True)
