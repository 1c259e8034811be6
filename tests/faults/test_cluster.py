"""Three broker nodes, the leader of a queue killed, each in turn: what was confirmed is there, and sending goes on."""

import time
from collections import Counter
from pathlib import Path

import pytest
from kit.broker import BrokerAway, Connection, Deliveries, Message, Publisher
from kit.event import new_id
from kit.testing import eventually
from kit.topology import Queue, Topology

from .cluster import Cluster, Node, cluster
from .trial import long

pytestmark = [pytest.mark.serial, pytest.mark.timeout(600), long]
QUEUE = "forum.inbox"
WANTED = Topology("bascule", queues=[Queue(QUEUE, {"x-queue-type": "quorum", "x-quorum-initial-group-size": 3})])
ROUND = 300


def test_the_leader_is_killed_each_node_in_turn(tmp_path: Path, record_property) -> None:
    confirmed: set[str] = set()
    with cluster(tmp_path) as three:
        with Connection(three.nodes[0].url, "tests") as connection:
            connection.declare(WANTED)
        for _ in three.nodes:
            confirmed |= send(three.nodes[0])
            leader = three.leader_of(QUEUE, three.nodes[0])
            others = [node for node in three.nodes if node is not leader]
            began = time.monotonic()
            leader.kill()
            confirmed |= eventually(lambda others=others: try_to_send(others), within=30)
            print(f"{leader.node} killed: confirms again after {time.monotonic() - began:.1f} s")
            leader.start()
            eventually(lambda: all_members_are_back(three), within=60)
        found = Counter(read_all(three.nodes[0]))
    lost, doubled = confirmed - set(found), sum(1 for count in found.values() if count > 1)
    print(f"{len(confirmed)} confirmed, {len(lost)} lost, {doubled} twice")
    assert not lost
    assert len(confirmed) == 2 * len(three.nodes) * ROUND


def send(node: Node) -> set[str]:
    messages = [Message(new_id(), "", QUEUE, {}, b"{}") for _ in range(ROUND)]
    with Connection(node.url, "tests") as connection:
        return Publisher(connection).send(messages).confirmed


def try_to_send(nodes: list[Node]) -> set[str] | None:
    """By whichever node takes all of it."""
    for node in nodes:
        try:
            sent = send(node)
        except BrokerAway:
            continue
        if len(sent) == ROUND:
            return sent
    return None


def all_members_are_back(three: Cluster) -> bool:
    told = three.nodes[0].ctl("list_queues", "name", "online")
    return all(node.node in told for node in three.nodes)


def read_all(node: Node) -> list[str]:
    with Connection(node.url, "tests") as connection:
        deliveries, found = Deliveries(connection, QUEUE, 2000), []
        while batch := deliveries.take(1000, patience=2.0):
            deliveries.acknowledge(batch[-1], multiple=True)
            found += [one.id for one in batch]
    return found
