"""The signed words in our mails: a link that mutes just what came, and an address that answers it.

A word says what it is for and is signed by HMAC-SHA-256 (RFC 2104), so that nobody can mute, or write, for another. An
address is only a signature: mail programs may change the case of its letters, and cut it at 64 characters (RFC 5321,
4.5.3.1.1). What it stands for is looked up.
"""

import base64
import binascii
import hashlib
import hmac
import json
from typing import NamedTuple


class Muted(NamedTuple):
    """What a link mutes for whom: a thing (`discussion/<id>`), or a kind of mails where there is none."""

    person: str
    course: str
    kind: str
    thing: str


def seal(muted: Muted, key: bytes) -> str:
    """The word of a link, as URLs take it."""
    said = json.dumps(list(muted), separators=(",", ":"), ensure_ascii=False).encode()
    return f"{_text(said)}.{_text(_sign(b'mute', said, key))}"


def unseal(word: str, key: bytes) -> Muted | None:
    """What a link mutes, None when it was not made with this key."""
    said, _, signature = word.partition(".")
    try:
        content, given = _bytes(said), _bytes(signature)
        if not hmac.compare_digest(given, _sign(b"mute", content, key)):
            return None
        return Muted(*json.loads(content))
    except (binascii.Error, ValueError, TypeError):
        return None


def reply_code(person: str, course: str, discussion: str, key: bytes) -> str:
    """The part of a reply address that stands for who answers where: 32 letters and digits, 160 bits."""
    said = "\0".join((person, course, discussion)).encode()
    return base64.b32encode(_sign(b"reply", said, key)[:20]).decode().lower()


def _sign(purpose: bytes, said: bytes, key: bytes) -> bytes:
    return hmac.new(key, purpose + b"\0" + said, hashlib.sha256).digest()


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
