"""A private RabbitMQ node from Debian's package, without systemd, without root, and beside any other node.

Its ports, its folder, its Erlang cookie and its port mapper (epmd) are its own, all on 127.0.0.1. `start` returns
when clients can shake hands and streams can be used, which is a moment later than when the port opens.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pika
from pika.exceptions import AMQPError, ChannelClosedByBroker

from .leash import EmbeddedError, end, spawn
from .server import NotYetError, Server, knock

ROOT = Path(__file__).resolve().parents[2]
UNPACKED = Path(os.environ.get("BASCULE_DEBIAN_ROOT", ROOT / "var" / "debian"))  # where install.sh puts it without root
STREAMS_PATIENCE = 3.0
NO_BUSY_WAITING = "+sbwt none +sbwtdcpu none +sbwtdio none"  # few cores, many processes: idle threads leave them alone
NO_WATCH = "-eval timer:apply_after(30000,supervisor,terminate_child,[rabbit_sup,rabbit_epmd_monitor_sup])."
"""Before 3.11.28 a node starts another Erlang every minute, only to see to its port mapper, for 1.3 s on two
cores (rabbitmq-server's pull request 10457). Ours is watched over by us."""
LOOPBACK_ONLY = "-kernel inet_dist_use_interface {127,0,0,1}"
CONFIGURATION = """\
# Small enough for a laptop: the write-ahead log of quorum queues is kept in memory until it is full.
raft.wal_max_size_bytes = 64000000
disk_free_limit.absolute = 50MB
"""


class RabbitMQ(Server):
    name = "RabbitMQ"
    port_names: tuple[str, ...] = ("amqp", "distribution", "epmd")
    usual_seconds = 7.0
    _epmd: subprocess.Popen | None = None
    _shook_hands: float | None = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.ports['amqp']}/%2F"

    def command(self) -> list[str]:
        return [str(_scripts() / "rabbitmq-server")]

    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ_", "ERL_"))}
        home = str(self.folder)
        return ours | _unpacked_paths() | {
            "HOME": home,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_PORT": str(self.ports["epmd"]),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": "bascule@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.ports["amqp"]),
            "RABBITMQ_DIST_PORT": str(self.ports["distribution"]),
            "RABBITMQ_MNESIA_BASE": f"{home}/mnesia",
            "RABBITMQ_LOG_BASE": f"{home}/log",
            "RABBITMQ_LOGS": f"{home}/log/node.log",
            "RABBITMQ_PID_FILE": f"{home}/pid",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{home}/enabled_plugins",
            "RABBITMQ_CONFIG_FILE": f"{home}/rabbitmq",
            "RABBITMQ_GENERATED_CONFIG_DIR": f"{home}/conf",
            "RABBITMQ_CONF_ENV_FILE": f"{home}/empty.conf",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"{NO_BUSY_WAITING} {LOOPBACK_ONLY} {NO_WATCH}",
            "RABBITMQ_CTL_ERL_ARGS": LOOPBACK_ONLY,
            "RUNNING_UNDER_SYSTEMD": "true",  # the script then becomes the node: its pid is the node's
        }  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self._shook_hands = None
        (self.folder / "rabbitmq.conf").write_text(CONFIGURATION)
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "empty.conf").touch()
        cookie = self.folder / ".erlang.cookie"
        if not cookie.exists() or not cookie.stat().st_size:
            cookie.unlink(missing_ok=True)
            cookie.write_text(secrets.token_hex(16))
        cookie.chmod(0o400)
        self._map_ports()

    def _map_ports(self) -> None:
        # Left to itself, Erlang starts epmd as a daemon, which outlives everybody. Ours is a child like the others.
        if self._epmd is None or self._epmd.poll() is not None:
            environment = self.environment()
            epmd = shutil.which("epmd", path=environment["PATH"]) or "epmd"
            command = [epmd, "-port", str(self.ports["epmd"]), "-address", "127.0.0.1"]
            self._epmd = spawn(command, environment, self.log.with_name("epmd.log"), keep=[self.place.hold()])

    def greet(self) -> None:
        knock(self.ports["amqp"])  # pika logs each failed attempt: let it try when somebody is there
        try:
            with contextlib.closing(pika.BlockingConnection(pika.URLParameters(self.url))) as connection:
                self._use_a_stream(connection)
        except (AMQPError, OSError) as error:
            raise NotYetError(str(error)) from error

    def _use_a_stream(self, connection: pika.BlockingConnection) -> None:
        """Streams answer 404 for a moment after the port opens; ours tells when that is over."""
        self._shook_hands = self._shook_hands or time.monotonic()
        try:
            arguments = {"x-queue-type": "stream", "x-max-length-bytes": 1_000_000}
            connection.channel().queue_declare("embedded.ready", durable=True, arguments=arguments)
        except ChannelClosedByBroker:
            # A stream whose node was killed before it settled never comes back: this may be such a one.
            if time.monotonic() - self._shook_hands < STREAMS_PATIENCE:
                raise

    def settle(self) -> None:
        """Write down what was declared so far: left alone, the node takes a second, and a crash forgets it."""
        self.ctl("eval", "mnesia:sync_log(), [ok = dets:sync(Table) || Table <- dets:all()].")

    def ctl(self, *arguments: str) -> str:
        """Run `rabbitmqctl` against this node and return what it prints."""
        command = [str(_scripts() / "rabbitmqctl"), "--quiet", *arguments]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise EmbeddedError(f"rabbitmqctl {' '.join(arguments)}: {(done.stderr or done.stdout).strip()}")
        return done.stdout

    def stop(self) -> None:
        super().stop()
        if self._epmd is not None:
            if self._epmd.poll() is None:
                os.kill(self._epmd.pid, signal.SIGTERM)
            end(self._epmd, patience=5)
            self._epmd = None


def _scripts() -> Path:
    for root in (Path("/"), UNPACKED):
        folder = root / "usr/lib/rabbitmq/bin"
        if (folder / "rabbitmq-server").exists():
            return folder
    raise EmbeddedError("RabbitMQ is not installed: run deploy/embedded/install.sh, or set BASCULE_AMQP_URL.")


def _unpacked_paths() -> dict[str, str]:
    """Where the programs and libraries of a package unpacked without root are found."""
    path = os.environ.get("PATH", "/usr/bin:/bin")
    if not _scripts().is_relative_to(UNPACKED):
        return {"PATH": f"{path}:/usr/sbin:/usr/bin:/bin"}
    libraries = [
        str(folder) for folder in (UNPACKED / "usr/lib", UNPACKED / "lib") for folder in folder.glob("*-linux-*")
    ]
    return {"PATH": f"{UNPACKED}/usr/bin:{path}", "LD_LIBRARY_PATH": ":".join(libraries)}
