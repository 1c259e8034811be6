"""Children that cannot outlive us.

Whatever ends the supervisor, `kill -9` included, the kernel ends its children with it: nothing is left running and a
new start finds the ports and folders free. Each child leads a session of its own, so that Ctrl-C in the terminal
reaches the supervisor alone, which then stops the others in order.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

# The kernel's "parent" is the thread that forked: a child started by a short-lived thread would die with that thread.
# One thread, alive as long as the interpreter, therefore forks for everybody.
_forker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="leash")


class EmbeddedError(Exception):
    """Something embedded did not start or did not answer; the message is a sentence for the person at the keyboard."""


def spawn(argv: Sequence[str], env: Mapping[str, str], log: Path, keep: Sequence[int] = ()) -> subprocess.Popen:
    """Start `argv`, its output appended to `log`; the descriptors in `keep` stay open in it."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise EmbeddedError("`setpriv` (package util-linux) is missing: without it, children could outlive this run.")
    log.parent.mkdir(parents=True, exist_ok=True)
    return _forker.submit(_fork, [setpriv, "--pdeathsig", "KILL", "--", *argv], env, log, keep).result()


def _fork(argv: Sequence[str], env: Mapping[str, str], log: Path, keep: Sequence[int]) -> subprocess.Popen:
    with log.open("ab") as output:
        return subprocess.Popen(
            argv,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=keep,
        )


def end(process: subprocess.Popen, patience: float) -> None:
    """Wait for a process that was asked to stop; after `patience` seconds, kill it and what it started."""
    try:
        process.wait(max(patience, 0))
    except subprocess.TimeoutExpired:
        kill_group(process)
    _kill_the_rest(process.pid)


def kill_group(process: subprocess.Popen) -> None:
    if process.poll() is None:
        _kill_the_rest(process.pid)
    process.wait()


def _kill_the_rest(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def last_words(log: Path, lines: int = 8) -> str:
    """The end of a log, for an error message."""
    text = log.read_text(errors="replace").strip() if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:]) or "(it said nothing)"
