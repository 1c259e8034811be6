"""Least rights, over TLS: on a broker and a database of their own, with the users that docker-compose.yml makes.

Each service may tell its own facts, read its own inbox and its own database, and nothing else; whoever tries more is
refused. Certificates are made here and trusted by address alone, as an operator would have it.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest
import trustme
from credentials import __main__ as credentials
from database import users
from embedded.servers import Database, RabbitMQ
from kit.broker import BrokerAway, BrokerRefuses, Connection, Deliveries, Message, Publisher, connected
from kit.event import new_id
from kit.service import load
from kit.settings import Settings
from kit.topology import Queue, Topology
from kit.unit_of_work import connect
from pymongo.errors import OperationFailure, PyMongoError

from tests.flow.typing_commands import bascule

SERVICES = ("enrolment", "forum", "notifications", "reporting")
POSTED = "org.bascule.forum.post.published.v1"
ENROLLED = "org.bascule.enrolment.learner.enrolled.v1"
TLS = """
listeners.ssl.default = 127.0.0.1:{port}
ssl_options.cacertfile = {folder}/ca.pem
ssl_options.certfile = {folder}/server.pem
ssl_options.keyfile = {folder}/server.key
"""


class SecuredBroker(RabbitMQ):
    port_names = (*RabbitMQ.port_names, "tls")
    certificates = Path()

    def prepare(self) -> None:
        super().prepare()
        with (self.folder / "rabbitmq.conf").open("a") as configuration:
            configuration.write(TLS.format(port=self.ports["tls"], folder=self.certificates))


class SecuredDatabase(Database):
    certificates: Path | None = None

    def command(self) -> list[str]:
        if self.certificates is None:
            return super().command()
        files = [
            "--tls-cert-file",
            f"{self.certificates}/server.pem",
            "--tls-key-file",
            f"{self.certificates}/server.key",
        ]
        return [*super().command(), "--auth", *files]

    def greet(self) -> None:
        if self.certificates is None:
            super().greet()


class Secured(NamedTuple):
    """Where each user finds the broker and the database."""

    folder: Path
    broker: SecuredBroker
    database: SecuredDatabase

    def amqp(self, user: str, password: str = "") -> str:
        known = urlsplit((self.folder / "secrets" / user / "amqp_url").read_text()).password
        trusted = quote(str({"ca_certs": f"{self.folder}/ca.pem"}))
        address = f"127.0.0.1:{self.broker.ports['tls']}/%2F?ssl_options={trusted}"
        return f"amqps://{user}:{password or known}@{address}"

    def mongo(self, user: str, password: str = "") -> str:
        known = urlsplit((self.folder / "secrets" / user / "mongo_url").read_text()).password
        address = f"127.0.0.1:{self.database.ports['mongo']}/?directConnection=true&authSource=admin"
        return f"mongodb://{user}:{password or known}@{address}&tls=true&tlsCAFile={self.folder}/ca.pem"


def certificates(folder: Path) -> None:
    authority = trustme.CA()
    server = authority.issue_cert("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    server.private_key_pem.write_to_path(str(folder / "server.key"))
    (folder / "server.pem").write_bytes(b"".join(one.bytes() for one in server.cert_chain_pems))


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = Path(tmp_path_factory.mktemp("secured"))
    (folder / "secrets").mkdir()
    credentials.main(folder / "secrets")
    certificates(folder)
    broker, database = SecuredBroker(folder / "rabbitmq"), SecuredDatabase(folder / "database")
    broker.certificates = folder
    house = Secured(folder, broker, database)
    try:
        broker.start()
        broker.ctl("import_definitions", str(folder / "secrets/broker/definitions.json"))
        for name in SERVICES:
            with Connection(house.amqp("operator"), "tests") as connection:
                connection.declare(load(name).topology("bascule"))
        make_users(database, folder)
        yield house
    finally:
        broker.stop()
        database.stop()


def make_users(database: SecuredDatabase, folder: Path) -> None:
    """As the container `database-users` does, at a server that knows nobody yet."""
    database.start()
    users.SECRETS, users.HOST = folder / "secrets", f"127.0.0.1:{database.ports['mongo']}"
    users.main()
    users.main()  # again, as at every start
    database.stop()
    database.certificates = folder
    database.start()


def refused(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except (BrokerRefuses, BrokerAway) as error:
        return "ACCESS_REFUSED" in str(error)
    return False


def tell(secured: Secured, user: str, exchange: str, key: str) -> bool:
    with Connection(secured.amqp(user), "tests") as connection:
        outcome = Publisher(connection).send([Message(new_id(), exchange, key, {}, b"{}")])
    return bool(outcome.confirmed)


def read(secured: Secured, user: str, queue: str) -> None:
    arguments = {"x-stream-offset": "first"} if queue.endswith("stream") else None
    with Connection(secured.amqp(user), "tests") as connection:
        Deliveries(connection, queue, 10, arguments).take(1, patience=0.2)


def test_a_service_tells_its_own_facts_reads_its_own_inbox_and_parks_on_its_own_shelf(secured: Secured) -> None:
    connected(secured.amqp("forum"), "tests", load("forum").topology("bascule")).close()
    assert tell(secured, "forum", "bascule.events", POSTED)
    assert tell(secured, "forum", "bascule.parked", "forum.dead")
    read(secured, "forum", "forum.inbox")


def test_a_service_is_refused_whatever_belongs_to_others(secured: Secured) -> None:
    forged = [("bascule.events", ENROLLED), ("bascule.private", "org.bascule.enrolment.address.changed.v1")]
    shelves = [("bascule.parked", "reporting.dead"), ("", "notifications.inbox"), ("amq.topic", POSTED)]
    for exchange, key in forged + shelves:
        assert refused(lambda exchange=exchange, key=key: tell(secured, "forum", exchange, key)), (exchange, key)
    for queue in ("notifications.inbox", "reporting.dead", "bascule.stream"):
        assert refused(lambda queue=queue: read(secured, "forum", queue)), queue


@pytest.mark.parametrize("user", ["forum", "gateway"])
def test_only_the_operator_makes_anything(secured: Secured, user: str) -> None:
    wanted = Topology("bascule", queues=[Queue("forum.more", {"x-queue-type": "quorum"})])
    with Connection(secured.amqp(user), "tests") as connection:
        assert refused(lambda: connection.declare(wanted))


@pytest.mark.parametrize("user", ["gateway", "readers"])
def test_who_reads_the_stream_reads_nothing_else_and_tells_nothing(secured: Secured, user: str) -> None:
    read(secured, user, "bascule.stream")
    assert refused(lambda: read(secured, user, "forum.inbox"))
    assert refused(lambda: tell(secured, user, "bascule.events", POSTED))


def test_a_wrong_password_or_an_unknown_certificate_is_refused_in_a_sentence(secured: Secured) -> None:
    with pytest.raises(BrokerRefuses, match="refuses the user or the password"):
        Connection(secured.amqp("forum", "wrong"), "tests")
    untrusting = secured.amqp("forum").partition("?")[0]
    with pytest.raises(BrokerAway, match="certificate verify failed"):
        Connection(untrusting, "tests")


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


def test_definitions_hold_no_password_and_name_every_user_once(secured: Secured) -> None:
    definitions = json.loads((secured.folder / "secrets/broker/definitions.json").read_text())
    names = [one["name"] for one in definitions["users"]]
    assert len(names) == len(set(names)) == len(definitions["permissions"])
    assert all("password" not in one for one in definitions["users"])
