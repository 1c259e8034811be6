"""A start that cannot succeed: one sentence that says what to change, an exit code, no traceback, no secret."""

import os
import resource
import socket
from pathlib import Path

import pytest
from embedded.place import Place
from kit.testing import House

from tests.flow.typing_commands import bascule, environment, run
from tests.gateway import free_port

NEIGHBOURS = ("ENROLMENT", "FORUM", "NOTIFICATIONS", "REPORTING", "STREAM")


def test_a_start_that_cannot_succeed_says_why_in_a_sentence(quiet_house: House) -> None:
    settings = quiet_house.settings
    stranger = settings.amqp_url.replace("guest:guest", "guest:secret-word")
    for arguments, changed, sentence in (
        (["migrate"], {"AMQP_URL": ""}, '"BASCULE_AMQP_URL" not set'),
        (["migrate"], {"AMQP_URL": "http://x"}, "Must be amqp://… or amqps://…"),
        (["migrate"], {"MONGO_URL_FILE": "/no/such/file"}, '"BASCULE_MONGO_URL_FILE" names no file that can be read'),
        (["migrate", "forum"], {"MONGO_URL": "mongodb://127.0.0.1:9/"}, "the database does not answer"),
        (["migrate", "forum"], {"AMQP_URL": "amqp://127.0.0.1:9"}, "the broker is away"),
        (["migrate", "forum"], {"AMQP_URL": stranger}, "the broker refuses the user or the password"),
        (["worker", "forum"], {"AMQP_URL": stranger}, "the broker refuses the user or the password"),
        (["worker", "song"], {}, "there is no service 'song' here"),
        (["backup", "/proc/nowhere"], {}, "No such file or directory: /proc/nowhere"),
    ):
        code, told = bascule(settings, *arguments, **changed)
        assert (code, sentence in told) == (1, True), f"{arguments} {changed}: {told}"
        assert "Traceback" not in told
        assert "secret-word" not in told


def test_a_port_that_is_taken_says_so(quiet_house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        keys = {"JWKS_URL": "http://127.0.0.1:9/jwks.json"}
        for arguments, changed in (
            (["web", "forum", "--bind", f"127.0.0.1:{port}"], keys),
            (["worker", "forum"], {"METRICS_PORT": str(port)}),
        ):
            code, told = bascule(quiet_house.settings, *arguments, **changed)
            assert (code, f"port {port} is taken" in told, "Traceback" in told) == (1, True, False), told


@pytest.mark.parametrize(
    ("half", "changed", "sentence"),
    [
        ("pages", {"SECRET_KEY": ""}, '"BASCULE_SECRET_KEY" not set'),
        ("pages", {"SECRET_KEY": "secret-word"}, "Shorter than minimum length 16"),
        ("pages", {"FORUM_URL": "forum:8000"}, '"BASCULE_FORUM_URL" invalid'),
        ("stream", {"AMQP_URL": "amqp://host:secret-word"}, "Its port is not a number"),
        ("stream", {"JWKS_URL": ""}, '"BASCULE_JWKS_URL" not set'),
    ],
)
def test_the_gateway_says_which_setting_is_missing_or_wrong(settings, half: str, changed, sentence: str) -> None:
    given = {f"{name}_URL": "http://127.0.0.1:9" for name in NEIGHBOURS}
    given |= {"SECRET_KEY": "0123456789abcdef", "JWKS_URL": "http://127.0.0.1:9/jwks.json"}
    code, told = run(["-m", "gateway", half], environment(settings, **(given | changed)))
    assert (code, sentence in told) == (1, True), told
    assert "Traceback" not in told
    assert "secret-word" not in told


def full() -> None:
    """In the process to be: not a byte may be written to any file, as on a disk without room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_without_a_disk_to_write_to_a_web_says_so(settings, tmp_path: Path) -> None:
    keys = {"JWKS_URL": "http://127.0.0.1:9/jwks.json"}
    arguments = ["-m", "kit", "web", "forum", "--bind", f"127.0.0.1:{free_port()}"]
    env = environment(settings, **keys) | {"TMPDIR": str(tmp_path)}
    gone = env | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "nowhere")}
    for code, told in (run(arguments, env, preexec_fn=full), run(arguments, gone)):
        assert (code, "there is no disk to write temporary files to" in told) == (1, True), told
        assert "Traceback" not in told


def demo(folder: Path) -> tuple[int, str]:
    return run(["-m", "embedded", "demo", "--once", "--port", "0", "--folder", str(folder)], dict(os.environ))


def test_a_demo_in_a_folder_that_is_in_use_or_cannot_be_made_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path / "run")
    place.hold()
    code, told = demo(tmp_path / "run")
    assert (code, "is in use by another run: stop that one first" in told, "Traceback" in told) == (1, True, False), (
        told
    )
    place.release()
    (tmp_path / "file").touch()
    code, told = demo(tmp_path / "file" / "run")
    assert (code, "cannot be used: Not a directory" in told, "Traceback" in told) == (1, True, False), told


def test_a_lock_that_somebody_left_who_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4242")
    place = Place(tmp_path)
    assert place.hold()
    place.release()
