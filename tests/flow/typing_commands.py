"""What an operator types, run as a process of its own with a house's settings."""

import os
import subprocess
import sys
from typing import Any

from kit.settings import Settings


def bascule(settings: Settings, *arguments: str, **changed: str) -> tuple[int, str]:
    """Exit code and what was printed, one command with these settings."""
    return run(["-m", "kit", *arguments], environment(settings, **changed))


def run(arguments: list[str], env: dict[str, str], **how: Any) -> tuple[int, str]:
    """Exit code and what a Python program printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False, **how)
    return done.returncode, done.stdout + done.stderr


def environment(settings: Settings, **changed: str) -> dict[str, str]:
    """Of a process with these settings, some of them changed, or left out where they are empty."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("BASCULE_")}
    given = {"AMQP_URL": settings.amqp_url, "MONGO_URL": settings.mongo_url, "NAMESPACE": settings.namespace}
    return env | {f"BASCULE_{name}": value for name, value in ({"DEADLINE": "1"} | given | changed).items() if value}
