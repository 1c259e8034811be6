"""The embedded servers keep their promises: what was confirmed survives a crash, and nothing is left running."""

import signal
import subprocess
import sys

import pika
import pytest
from embedded.place import Place
from embedded.servers import Database, EmbeddedError, RabbitMQ
from kit.testing import eventually

from tests.leftovers import living_in, nobody_lives_in
from tests.servers import connect

A_RUN = """
import signal, sys
from pathlib import Path
from embedded.servers import Database, RabbitMQ
folder = Path(sys.argv[1])
database, rabbitmq = Database(folder / "database").start(), RabbitMQ(folder / "rabbitmq").start()
print(database.pid, flush=True)
signal.pause()
"""


def publish(url: str, queue: str, text: bytes) -> None:
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_publish("", queue, text, pika.BasicProperties(delivery_mode=2), mandatory=True)


def take(url: str, queue: str) -> bytes | None:
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        return connection.channel().basic_get(queue, auto_ack=True)[2]


def test_what_was_confirmed_survives_a_crash(private_servers):
    rabbitmq, database = private_servers
    before, pids = private_servers.urls, (rabbitmq.pid, database.pid)
    with pika.BlockingConnection(pika.URLParameters(rabbitmq.url)) as connection:
        for kind in ("classic", "quorum", "stream"):
            connection.channel().queue_declare(kind, durable=True, arguments={"x-queue-type": kind})
    rabbitmq.settle()
    for kind in ("classic", "quorum"):
        publish(rabbitmq.url, kind, b"hello")
    with connect(database.url) as client:
        client.test.kept.insert_one({"_id": 1})

    rabbitmq.kill()
    database.kill()
    assert (rabbitmq.pid, database.pid) == (None, None)
    database.start()
    rabbitmq.start()

    assert private_servers.urls == before
    assert rabbitmq.pid not in (None, pids[0])
    for kind in ("classic", "quorum"):
        assert take(rabbitmq.url, kind) == b"hello"
    assert "stream" in rabbitmq.ctl("list_queues", "--online", "name")
    with connect(database.url) as client:
        assert client.test.kept.find_one() == {"_id": 1}


def test_starting_twice_is_starting_once(private_servers):
    pid = private_servers.rabbitmq.pid
    shares: list[float] = []
    assert private_servers.rabbitmq.start(shares.append).pid == pid
    assert shares[-1] == 1.0


def test_ctl_speaks_to_this_node(private_servers):
    private_servers.rabbitmq.ctl("set_vm_memory_high_watermark", "0")
    assert "memory" in private_servers.rabbitmq.ctl("eval", "rabbit_alarm:get_alarms().")
    private_servers.rabbitmq.ctl("set_vm_memory_high_watermark", "0.4")
    with pytest.raises(EmbeddedError, match="rabbitmqctl no_such_command"):
        private_servers.rabbitmq.ctl("no_such_command")


def test_the_node_starts_no_other_erlang_every_minute_to_see_to_its_port_mapper(private_servers):
    rabbitmq = private_servers.rabbitmq
    eventually(lambda: "undefined" in rabbitmq.ctl("eval", "whereis(rabbit_epmd_monitor)."), within=60)


def test_a_folder_belongs_to_one_run(private_servers, monkeypatch):
    monkeypatch.setattr("embedded.place.PATIENCE_WITH_THE_DYING", 0.1)
    with pytest.raises(EmbeddedError, match="in use by another run"):
        Database(private_servers.database.folder).start()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_run(tmp_path, end):
    run = subprocess.Popen([sys.executable, "-c", A_RUN, tmp_path], stdout=subprocess.PIPE)
    assert run.stdout
    pid = int(run.stdout.readline())
    assert {str(pid), str(run.pid)} < set(living_in(tmp_path))
    run.send_signal(end)
    run.wait()
    nobody_lives_in(tmp_path)


def test_stop_leaves_nothing_and_the_next_start_finds_the_data(tmp_path):
    with Database(tmp_path) as database:
        url = database.url
        with connect(url) as client:
            client.test.kept.insert_one({"_id": 1})
    nobody_lives_in(tmp_path)
    with Database(tmp_path) as again, connect(again.url) as client:
        assert again.url == url
        assert client.test.kept.count_documents({}) == 1


def test_a_port_that_somebody_took_is_given_up(tmp_path):
    ports = Place(tmp_path).ports("mongo", "other")
    with connect(Database(tmp_path).start().url) as taken:
        taken.admin.command("ping")
        assert Place(tmp_path).ports("other") == {"other": ports["other"]}
        assert Place(tmp_path).ports("mongo") != {"mongo": ports["mongo"]}


def test_a_server_that_cannot_start_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(RabbitMQ, "command", lambda self: ["sh", "-c", "echo no room; exit 1"])
    with pytest.raises(EmbeddedError, match="RabbitMQ ended while starting; its last words:\nno room"):
        RabbitMQ(tmp_path).start()
    nobody_lives_in(tmp_path)
