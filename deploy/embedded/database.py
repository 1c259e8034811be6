"""The embedded database: MongoDB where it is installed, else SecantusDB, which speaks MongoDB's protocol.

Either way it is a replica set of one (transactions and change streams need a set), it listens on 127.0.0.1, and what
it acknowledged survives `kill -9`.
"""

import os
import shutil
import sys
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from .leash import EmbeddedError
from .server import NotYetError, Server, knock

NOT_YET_INITIALIZED = 94
INVALID_REPLICA_SET_CONFIG = 93

CONFIGURATION = """\
[storage]
# Looking for what has expired reads every document, and others wait for it: 0.2 to 0.7 s after 80,000 events.
ttl_sweep_seconds = 3600.0
"""


class Database(Server):
    name = "the database"
    port_names = ("mongo",)
    usual_seconds = 1.0
    cache, log_file = "512M", "128MB"
    """Of SecantusDB. The log takes its size of the disk; whenever one is full, or the cache is, everybody waits."""

    @property
    def url(self) -> str:
        return f"mongodb://127.0.0.1:{self.ports['mongo']}/?directConnection=true"

    @property
    def program(self) -> Path:
        """The first of mongod, secantusd-rs and the much slower secantusd-py that is there."""
        beside_python = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
        for program in ("mongod", "secantusd-rs", "secantusd-py"):
            if found := shutil.which(program, path=beside_python):
                return Path(found)
        raise EmbeddedError("No database is installed: run deploy/embedded/install.sh, or set BASCULE_MONGO_URL.")

    def command(self) -> list[str]:
        program = self.program
        data = self.folder / program.name  # the programs cannot read each other's files
        data.mkdir(parents=True, exist_ok=True)
        port = str(self.ports["mongo"])
        if program.name == "mongod":
            where = ["--bind_ip", "127.0.0.1", "--port", port, "--dbpath", str(data)]
            return [str(program), *where, "--replSet", "bascule", "--wiredTigerCacheSizeGB", "0.5"]
        where = ["--host", "127.0.0.1", "--port", port, "--storage-path", str(data)]
        # Without --sync-on-commit a crash loses acknowledged writes.
        log = ["--log-file-max", self.log_file] if program.name == "secantusd-rs" else []
        config = data / "secantusd.toml"
        config.write_text(CONFIGURATION)
        return [str(program), "--config", str(config), *where, "--cache-size", self.cache, "--sync-on-commit", *log]

    def greet(self) -> None:
        knock(self.ports["mongo"])
        client: MongoClient
        with MongoClient(self.url, serverSelectionTimeoutMS=200, connectTimeoutMS=500) as client:
            try:
                form_a_set_of_one(client, f"127.0.0.1:{self.ports['mongo']}")
                if not client.admin.command("hello")["isWritablePrimary"]:
                    raise NotYetError("no primary yet")
            except PyMongoError as error:
                raise NotYetError(str(error)) from error


class RoomyDatabase(Database):
    """As large as SecantusDB comes, so that nobody waits for its log or its cache: for measuring."""

    cache, log_file = "4G", "2GB"


def form_a_set_of_one(client: MongoClient, address: str) -> None:
    """Make a fresh mongod a replica set of one, and follow it when its port has changed; nothing to do otherwise."""
    hello = client.admin.command("hello")
    if hello.get("isWritablePrimary") and hello.get("setName"):
        return
    try:
        config = client.admin.command("replSetGetConfig")["config"]
    except OperationFailure as error:
        if error.code == NOT_YET_INITIALIZED:
            members = [{"_id": 0, "host": address}]
            client.admin.command("replSetInitiate", {"_id": "bascule", "members": members})
        elif error.code != INVALID_REPLICA_SET_CONFIG:
            raise
        return
    if config["members"][0]["host"] != address:
        config["members"][0]["host"] = address
        client.admin.command("replSetReconfig", config | {"version": config["version"] + 1}, force=True)
