"""Which errors of the database pass by themselves."""

from kit.errors import is_transient, refuses
from pymongo.errors import AutoReconnect, ClientBulkWriteException, NetworkTimeout, OperationFailure, WriteError

BROKEN_OFF = {"anySuccessful": False, "writeErrors": [], "writeConcernErrors": [], "error": AutoReconnect("reset")}


def test_a_connection_that_broke_during_a_bulk_write_comes_back() -> None:
    assert is_transient(ClientBulkWriteException(BROKEN_OFF, False))
    assert is_transient(ClientBulkWriteException(BROKEN_OFF | {"error": NetworkTimeout("late")}, False))
    assert not is_transient(ClientBulkWriteException(BROKEN_OFF | {"error": OperationFailure("no", 2)}, False))


def test_a_refused_user_does_not() -> None:
    assert refuses(OperationFailure("authentication failed", 18))
    assert refuses(OperationFailure("not authorized", 13))
    assert not refuses(WriteError("duplicate", 11000))
    assert not refuses(AutoReconnect("reset"))


def test_a_full_disk_is_waited_for() -> None:
    assert is_transient(OperationFailure("no room", 14031))
    assert is_transient(OperationFailure("WiredTiger error: No space left on device", 1))
    assert is_transient(OperationFailure("WiredTiger error: WT_PANIC: WiredTiger library panic", 1))
    assert not is_transient(OperationFailure("no such command", 59))
