"""Files whose libraries are large are written by a process of its own, which takes its memory with it when it ends."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.errors import Unavailable
from kit.settings import Settings

PATIENCE = 600.0
BLOCK = 65_536


def blocks(settings: Settings, kind: str, **asked: Any) -> Iterator[bytes]:
    """The bytes of a `parquet` or `duckdb` file. Raises Unavailable when it cannot be made, before the first byte."""
    folder = tempfile.TemporaryDirectory(prefix="bascule-")
    path = Path(folder.name) / kind
    servers = {"BASCULE_MONGO_URL": settings.mongo_url, "BASCULE_AMQP_URL": settings.amqp_url}
    env = os.environ | servers | {"BASCULE_NAMESPACE": settings.namespace}
    command = [sys.executable, "-m", "reporting.files", kind, str(path)]
    try:
        subprocess.run(command, input=json.dumps(asked).encode(), env=env, check=True, timeout=PATIENCE)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        folder.cleanup()
        raise Unavailable("The file could not be made; try a shorter period") from error
    return _read(folder, path)


def _read(folder: tempfile.TemporaryDirectory, path: Path) -> Iterator[bytes]:
    with folder, path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
