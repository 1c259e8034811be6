"""Writes the secrets that are missing; what is there stays, so that it can be repeated, and given by hand.

FOLDER/<who>/amqp_url, mongo_url, …    read by that process alone, as BASCULE_AMQP_URL_FILE and so on
FOLDER/broker/definitions.json         every user of the broker, with hashed passwords and least permissions
FOLDER/database/keyfile, root_password read by the database alone

To change a password, delete its file and run this again (docs/runbook.md says what to restart).
"""

import json
import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from credentials.broker import USERS, definitions

SERVICES = ("enrolment", "forum", "notifications", "reporting")
MONGODB_USER = 999
"""The user id of mongod in the official image, which reads its keyfile only when nobody else can."""
BROKER = os.environ.get("BASCULE_BROKER", "rabbitmq:5672")
DATABASE = os.environ.get("BASCULE_DATABASE", "mongo:27017/?directConnection=true&authSource=admin")


def main(folder: Path) -> None:
    folder.chmod(0o700)  # on the host; each reader is shown its own part only
    for user in USERS:
        keep(folder / user / "amqp_url", f"amqp://{user}:{password()}@{BROKER}/%2F")
    for user in (*SERVICES, "operator"):
        keep(folder / user / "mongo_url", f"mongodb://{user}:{password()}@{DATABASE}")
    keep(folder / "gateway" / "secret_key", password())
    keep(folder / "grafana" / "admin_password", password())
    keep(folder / "broker" / "erlang_cookie", secrets.token_hex(20))
    keep(folder / "notifications" / "smtp_url", os.environ.get("BASCULE_SMTP_URL") or "smtp://mail:1025")
    keep(folder / "database" / "root_password", password())
    keyfile = keep(folder / "database" / "keyfile", secrets.token_hex(300))
    if os.geteuid() == 0:
        os.chown(keyfile, MONGODB_USER, MONGODB_USER)
        keyfile.chmod(0o400)
    passwords = {user: urlsplit((folder / user / "amqp_url").read_text()).password or "" for user in USERS}
    write(folder / "broker" / "definitions.json", json.dumps(definitions(passwords), indent=2))


def keep(file: Path, value: str) -> Path:
    if not file.exists():
        write(file, value)
    return file


def write(file: Path, value: str) -> None:
    """Readable in the container of whoever it is shown to; on the host the folder above lets nobody in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.write_text(value)
    draft.chmod(0o444)
    draft.replace(file)


def password() -> str:
    return secrets.token_urlsafe(24)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
