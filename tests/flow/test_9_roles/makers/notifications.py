"""What stands in the paths of notifications."""

from tests.flow.test_9_roles.things import World


def thing(world: World) -> str:
    """A kind of thing that has a level."""
    return "discussion"


def identity(world: World) -> str:
    """Of that thing."""
    return world.thing("discussion")


def subscription(world: World) -> str:
    """Of a browser; one that is not there is given up all the same."""
    return "none"


def word(world: World) -> str:
    """Of the link in a mail; a forged one, which is turned away by what it says and not by who asks."""
    return "forged.word"
