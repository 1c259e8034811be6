"""A connection to a broker that has all that is needed: who may make what is missing does so.

Where users have least permissions only `bascule migrate` may make anything. The processes then find it made, or say
that it is not, and wait.
"""

from kit.broker.connection import Connection
from kit.broker.messages import BrokerAway, BrokerRefuses, NotMade
from kit.topology import Topology


def connected(url: str, name: str, topology: Topology) -> Connection:
    """An open connection; raises BrokerAway, and BrokerRefuses for a wrong user or password."""
    connection = Connection(url, name)
    try:
        connection.look_for(topology)
        return connection
    except NotMade:
        connection = Connection(url, name)
    try:
        connection.declare(topology)
    except BrokerRefuses as error:
        raise BrokerAway(f"run `bascule migrate`, since this user may not make what is missing: {error}") from error
    return connection
