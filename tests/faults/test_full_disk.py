"""The database's disk is full amid a load: nothing is accepted then, nothing is parked, and all goes on after.

The database of these tests lies on a small disk of its own, which only root can make.
"""

import os
from pathlib import Path

import pytest
from kit.testing import eventually

from .house import House
from .trial import Trial, long, pause

pytestmark = [
    pytest.mark.serial,
    long,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk"),
]
PIECE = b"\0" * 65_536


def test_the_databases_disk_is_full(house: House, trial: Trial) -> None:
    with trial("database's disk full for 5 s") as load:
        load.goes_on()
        filler = house.mongo.folder / "filler"
        with load.fault():
            try:
                fill(filler)
                eventually(lambda: load.answers["503"], within=30)
                pause(5)
            finally:
                filler.unlink()
                house.mongo.kill()  # MongoDB ends itself when it cannot write; SecantusDB lives on and answers nothing
                house.mongo.start()
        load.goes_on()


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(PIECE)
        except OSError:
            return
