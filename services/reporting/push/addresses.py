"""Where may be pushed to: public addresses only, so that nobody makes us ask what only we can reach (SSRF).

A name is looked up when it is given and again at every request, and the request goes to the very address that was
checked: a name that points elsewhere a moment later (DNS rebinding) changes nothing.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from kit.errors import Invalid


@dataclass(frozen=True)
class Target:
    """One checked address of a URL."""

    url: str
    host: str
    address: str


class Refused(Exception):
    """Not an address that may be pushed to; says why."""


def must_be_public(url: str, private_allowed: bool) -> None:
    """Raises Invalid naming `url`."""
    try:
        checked(url, private_allowed)
    except Refused as error:
        raise Invalid(errors={"url": [str(error)]}) from error


def checked(url: str, private_allowed: bool) -> Target:
    """The URL with the address that its name has now. Raises Refused."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
    except ValueError as error:
        raise Refused("This is not a web address.") from error
    if not host or any(letter.isspace() or ord(letter) < 32 for letter in url):
        raise Refused("This is not a web address.")
    if parts.scheme != "https" and not (private_allowed and parts.scheme == "http"):
        raise Refused("Only https addresses are pushed to.")
    if parts.username or parts.password:
        raise Refused("An address must not hold a password; give `username` and `password` apart.")
    addresses = _looked_up(host, port)
    if not private_allowed and not all(is_public(one) for one in addresses):
        raise Refused("This address is not on the public internet.")
    return Target(url, host, addresses[0])


def is_public(address: str) -> bool:
    """Whether an address is one that anybody on the internet reaches, also if it is written as IPv6 of IPv4."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        translated = found in ipaddress.ip_network("64:ff9b::/96")
        if inner or translated:
            return is_public(str(inner or ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


def _looked_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("Nothing is found under this name.") from error
    return [str(one[4][0]) for one in found]
