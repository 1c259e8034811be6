"""The whole house as a list of processes: what `make demo`, the flow tests, the fault tests and the bench all start.

Four services of three processes each, and a gateway of two. They share one environment, in which they find the
servers and each other; `environment` makes it, `everything` lists the processes.
"""

import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from .place import Place
from .processes import Task
from .servers import Urls

SERVICES = ("enrolment", "forum", "notifications", "reporting")
GATEWAY = ("pages", "stream")


def ports(folder: Path, **fixed: int) -> dict[str, int]:
    """A port for each service and each half of the gateway, remembered in `folder`; `fixed` ones are as given."""
    return Place(folder).ports(*(name for name in (*SERVICES, *GATEWAY) if name not in fixed)) | fixed


def environment(urls: Urls, ports: Mapping[str, int], folder: Path, namespace: str = "bascule") -> dict[str, str]:
    """The settings that all processes share; e-mails go to a mailbox folder, `<folder>/mail`."""
    at = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    return {
        "BASCULE_AMQP_URL": urls.amqp,
        "BASCULE_MONGO_URL": urls.mongo,
        "BASCULE_NAMESPACE": namespace,
        "BASCULE_JWKS_URL": f"{at['enrolment']}/api/enrolment/jwks.json",
        "BASCULE_SMTP_URL": f"maildir://{Path(folder).resolve()}/mail",
        "BASCULE_REPLY_DOMAIN": "answers.demo.example",
        "BASCULE_INBOUND": f"maildir://{Path(folder).resolve()}/inbound",
        "BASCULE_MAIL_PATIENCE": "0",  # whoever looks at the mailbox of a laptop wants to see it fill
        "BASCULE_PUBLIC_URL": f"http://localhost:{ports['pages']}",
        "BASCULE_STREAM_URL": at["stream"],
        "BASCULE_SECRET_KEY": _secret(Path(folder) / "secret"),
    } | {f"BASCULE_{service.upper()}_URL": at[service] for service in SERVICES}


def everything(env: Mapping[str, str], ports: Mapping[str, int]) -> list[Task]:
    """Every process as (name, argv, env). Where `ports` names a relay or a worker, it serves its metrics there."""
    tasks = [task for service in SERVICES for task in _service(service, env, ports)]
    for half in reversed(GATEWAY):
        argv = [sys.executable, "-m", "gateway", half, "--bind", f"127.0.0.1:{ports[half]}"]
        tasks.append(Task(f"gateway-{half}", argv, dict(env)))
    return tasks


def _service(service: str, env: Mapping[str, str], ports: Mapping[str, int]) -> list[Task]:
    bascule = [sys.executable, "-m", "kit"]
    web = Task(f"{service}-web", [*bascule, "web", service, "--bind", f"127.0.0.1:{ports[service]}"], dict(env))
    others = [Task(f"{service}-{role}", [*bascule, role, service], dict(env)) for role in ("relay", "worker")]
    for task in others:
        if task.name in ports:
            task.env["BASCULE_METRICS_PORT"] = str(ports[task.name])
    return [web, *others]


def _secret(file: Path) -> str:
    """Remembered, so that those who are signed in stay so when the house restarts."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32))
    return file.read_text()
