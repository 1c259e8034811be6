"""The servers of a test run: chosen once, shared by name, cleared after use."""

import pika
import pytest
from embedded.servers import Urls, servers

from tests.leftovers import living_in
from tests.servers import broker_version, clear, connect, database_version


def test_given_addresses_win(amqp_url, mongo_url, tmp_path):
    with servers(tmp_path) as urls:
        assert urls == (amqp_url, mongo_url)
    assert living_in(tmp_path) == []
    assert broker_version(amqp_url).startswith("RabbitMQ ")
    assert "MongoDB" in database_version(mongo_url)


def test_a_namespace_is_cleared(namespace, amqp_url, mongo_url):
    with pika.BlockingConnection(pika.URLParameters(amqp_url)) as connection, connect(mongo_url) as client:
        channel = connection.channel()
        channel.exchange_declare(f"{namespace}.events", "topic", durable=True)
        channel.queue_declare(f"{namespace}.forum.inbox", durable=True, arguments={"x-queue-type": "quorum"})
        client[f"{namespace}_forum"].posts.insert_one({})
        clear(namespace, Urls(amqp_url, mongo_url))
        assert not [name for name in client.list_database_names() if name.startswith(namespace)]
        with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="404"):
            channel.queue_declare(f"{namespace}.forum.inbox", passive=True)


@pytest.mark.serial
def test_groups_hold(request):
    """Some versions of pytest and xdist together ignore groups without a word: serial tests would run side by side."""
    if hasattr(request.config, "workerinput"):
        assert request.node.nodeid.endswith("@serial")
