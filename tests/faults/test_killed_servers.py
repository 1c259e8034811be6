"""kill -9 of the broker and of the database, and a broker whose disk is full, in the middle of a load."""

import pytest

from .house import House
from .trial import Trial

pytestmark = pytest.mark.serial
BEYOND_ANY_DISK = "1000000GB"
AS_CONFIGURED = "50MB"


def test_the_broker_is_killed(house: House, trial: Trial) -> None:
    with trial("kill -9 broker") as load:
        load.goes_on()
        house.rabbitmq.settle()
        with load.fault():
            house.rabbitmq.kill()
            load.goes_on()
            house.rabbitmq.start()
        load.goes_on()


def test_the_database_is_killed(house: House, trial: Trial) -> None:
    with trial("kill -9 database") as load:
        load.goes_on()
        with load.fault():
            house.mongo.kill()
            house.mongo.start()
        load.goes_on()


def test_the_brokers_disk_is_full(house: House, trial: Trial) -> None:
    """Posts are accepted while the broker takes nothing, and leave once it does again."""
    with trial("disk alarm on broker") as load:
        load.goes_on()
        with load.fault():
            house.rabbitmq.ctl("set_disk_free_limit", BEYOND_ANY_DISK)
            try:
                load.goes_on(75)
                held_back = house.database("forum")["outbox"].count_documents({"unsent": True})
            finally:
                house.rabbitmq.ctl("set_disk_free_limit", AS_CONFIGURED)
        load.goes_on()
    assert held_back >= 50, "the alarm held nothing back"
