"""Makes the database a replica set of one, and a user for each service who may use its own database only.

Run by the operator's image once the database answers, as often as one likes: what is there is brought up to date.
Passwords are those in the services' own addresses, below /secrets.
"""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pymongo import MongoClient
from pymongo.errors import OperationFailure
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

SECRETS = Path("/secrets")
HOST = "mongo:27017"
SERVICES = ("enrolment", "forum", "notifications", "reporting")
NOT_YET_INITIALIZED, ALREADY_THERE, AUTHENTICATION_FAILED = 94, 51003, 18
NOT_PRIMARY = {189, 10107, 13435, 13436}


class NotYetError(Exception):
    """The set is choosing its primary."""


def main() -> None:
    client = as_root()
    form_the_set(client)
    wait_for_a_primary(client)
    for service in SERVICES:
        have_user(client, service, [{"role": "readWrite", "db": f"bascule_{service}"}])
    everywhere = [{"role": role, "db": f"bascule_{one}"} for one in SERVICES for role in ("readWrite", "dbAdmin")]
    have_user(client, "operator", [*everywhere, {"role": "clusterMonitor", "db": "admin"}])


def as_root() -> MongoClient:
    """The image makes `root` at its first start; on a server without any user, the first to come makes it."""
    password = (SECRETS / "database" / "root_password").read_text()
    client: MongoClient = MongoClient(HOST, directConnection=True, username="root", password=password)
    try:
        client.admin.command("ping")
    except OperationFailure as error:
        if error.code != AUTHENTICATION_FAILED:
            raise
        MongoClient(HOST, directConnection=True).admin.command("createUser", "root", pwd=password, roles=["root"])
    return client


def form_the_set(client: MongoClient) -> None:
    if client.admin.command("hello").get("setName"):
        return
    try:
        client.admin.command("replSetInitiate", {"_id": "rs0", "members": [{"_id": 0, "host": HOST}]})
    except OperationFailure as error:
        if error.code not in (NOT_YET_INITIALIZED, 23):  # 23: it has been initiated meanwhile
            raise


@retry(retry=retry_if_exception_type(NotYetError), stop=stop_after_delay(60), wait=wait_fixed(0.2), reraise=True)
def wait_for_a_primary(client: MongoClient) -> None:
    if not client.admin.command("hello").get("isWritablePrimary"):
        raise NotYetError("no primary after a minute")


def have_user(client: MongoClient, name: str, roles: list[dict[str, str]]) -> None:
    address = urlsplit((SECRETS / name / "mongo_url").read_text().partition(",")[0])
    password = unquote(address.password or "")
    known = client.admin.command("usersInfo", {"user": name, "db": "admin"})["users"]
    client.admin.command("updateUser" if known else "createUser", name, pwd=password, roles=roles)


if __name__ == "__main__":
    try:
        main()
    except (OperationFailure, NotYetError) as error:
        sys.exit(f"the database's users could not be made: {error}")
