"""Least rights at the database: each service has its own, and those who are refused are told in a sentence."""

import pytest
from kit.settings import Settings
from kit.unit_of_work import connect
from pymongo.errors import OperationFailure, PyMongoError

from tests.flow.typing_commands import bascule

from .conftest import Secured

pytestmark = pytest.mark.xdist_group("rights")  # its servers start once


def test_a_service_has_its_own_database_and_no_other(secured: Secured) -> None:
    client = connect(secured.mongo("forum"))
    client["bascule_forum"]["posts"].insert_one({"_id": 1})
    client["bascule_forum"]["posts"].create_index("author")
    for deed in (
        lambda: client["bascule_enrolment"]["people"].find_one(),
        lambda: client["bascule_enrolment"]["people"].insert_one({}),
        lambda: client["bascule_forum"].client.drop_database("bascule_reporting"),
        lambda: client.admin.command("createUser", "mallory", pwd="x", roles=["root"]),
    ):
        with pytest.raises(OperationFailure, match="not authorized"):
            deed()
    operator = connect(secured.mongo("operator"))
    assert operator["bascule_forum"]["posts"].find_one() == {"_id": 1}


def test_the_database_refuses_wrong_passwords_and_plain_connections(secured: Secured) -> None:
    with pytest.raises(OperationFailure, match="authentication failed"):
        connect(secured.mongo("forum", "wrong")).admin.command("ping")
    plain = secured.mongo("forum").partition("&tls")[0]
    with pytest.raises(PyMongoError):
        connect(plain, deadline=0.5)["bascule_forum"]["posts"].find_one()


def test_a_process_that_is_refused_by_the_database_says_so_in_a_sentence(secured: Secured) -> None:
    secured.database.certificates = secured.folder
    secured.database.start()
    for user, password in (("forum", "secret-word"), ("notifications", "")):  # a wrong password, and another's database
        settings = Settings(secured.amqp("operator"), secured.mongo(user, password))
        code, told = bascule(settings, "migrate", "forum")
        assert (code, "the database refuses the user or the password of BASCULE_MONGO_URL" in told) == (1, True), told
        assert "Traceback" not in told
        assert "secret-word" not in told
