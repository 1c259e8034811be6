"""Which services are installed here, told without importing any of them.

Services are found through the entry points `bascule.services` of the installed packages, so an image that holds
forum and the kit knows forum and nothing else. Tools that are called by their own name, as `bascule events`, are entry
points of `bascule.tools`.
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points

GROUP, TOOLS = "bascule.services", "bascule.tools"


class UnknownService(Exception):
    """No installed package offers a service of that name."""


@cache
def points() -> dict[str, EntryPoint]:
    """By name. To look for them reads about every installed package, so it is done once: none comes while we run."""
    return {point.name: point for point in entry_points(group=GROUP)}


@cache
def tools() -> dict[str, EntryPoint]:
    """Commands of services that need not be called by their service's name, by their own."""
    return {point.name: point for point in entry_points(group=TOOLS)}


def names() -> list[str]:
    return sorted(points())


def must_be_installed(name: str) -> None:
    """Raises UnknownService naming those that there are."""
    if name not in points():
        raise UnknownService(f"there is no service {name!r} here, only {', '.join(names()) or 'none'}")
