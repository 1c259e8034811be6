"""Which services are installed here, told without importing any of them.

Services are found through the entry points `bascule.services` of the installed packages, so an image that holds
forum and the kit knows forum and nothing else.
"""

from importlib.metadata import entry_points

GROUP = "bascule.services"


class UnknownService(Exception):
    """No installed package offers a service of that name."""


def names() -> list[str]:
    return sorted(point.name for point in entry_points(group=GROUP))


def must_be_installed(name: str) -> None:
    """Raises UnknownService naming those that there are."""
    if name not in names():
        raise UnknownService(f"there is no service {name!r} here, only {', '.join(names()) or 'none'}")
