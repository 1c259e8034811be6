"""A broker and a database of their own, over TLS, with the users that docker-compose.yml makes.

Certificates are made here and trusted by address alone, as an operator would have it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest
import trustme
from credentials import __main__ as credentials
from database import users
from embedded.servers import Database, RabbitMQ
from kit.broker import Connection
from kit.service import load

SERVICES = ("enrolment", "forum", "notifications", "reporting")
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


@pytest.fixture(scope="package")
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
