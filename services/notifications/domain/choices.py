"""What people choose: a channel for each kind of news, the hours, and a level of attention for each thing.

Only what somebody chose is kept; the rest follows the defaults, also when these change one day.
"""

from collections.abc import Mapping
from typing import Any

from notifications.domain import Document
from notifications.domain.kinds import AT_ONCE, KINDS, NEVER

WATCHING, TRACKING, NORMAL, MUTED = "watching", "tracking", "normal", "muted"
LEVELS = (WATCHING, TRACKING, NORMAL, MUTED)
"""Watching: every message is told. Tracking: on the bell and in the digest only, or new discussions only where it is a
stage, a tag or the course. Normal: what is addressed to oneself. Muted: nothing."""
THINGS = ("discussion", "project", "stage", "tag", "course")
DEFAULTS: Document = {
    "digest": {"period": "daily", "hour": 8, "weekday": 0},
    "time_zone": "Europe/Paris",
    "quiet": None,
    "weekly_ceiling": 15,
    "language": None,
}
OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def whole(chosen: Mapping[str, Any] | None) -> Document:
    """All preferences: what somebody chose, over the defaults."""
    chosen = chosen or {}
    kept = {name: chosen.get(name, default) for name, default in DEFAULTS.items()}
    return kept | {"channels": {name: channels(chosen, name) for name in KINDS}}


def channels(chosen: Mapping[str, Any] | None, kind: str) -> Document:
    """How news of a kind reach somebody: `bell` and `push` yes or no, `mail` at once, in the digest, or never."""
    default = {"bell": True, "mail": KINDS[kind].mail, "push": KINDS[kind].push}
    return default | (chosen or {}).get("channels", {}).get(kind, {})


def changed(chosen: Mapping[str, Any] | None, changes: Mapping[str, Any]) -> Document:
    """What is chosen after a change of some of it; `at_once` lists the kinds wanted by mail at once, to be found by."""
    after: Document = {**(chosen or {}), **{name: value for name, value in changes.items() if name != "channels"}}
    kinds = dict(after.get("channels", {}))
    for kind, wish in changes.get("channels", {}).items():
        kinds[kind] = kinds.get(kind, {}) | wish
    after["channels"] = kinds
    after["at_once"] = sorted(kind for kind, wish in kinds.items() if wish.get("mail") == AT_ONCE)
    return after


def silences(chosen: Mapping[str, Any] | None) -> list[str]:
    """The kinds that somebody does not want on the bell."""
    return [kind for kind, wish in (chosen or {}).get("channels", {}).items() if not wish.get("bell", True)]


def is_deaf_to(wish: Mapping[str, Any]) -> bool:
    return not wish["bell"] and not wish["push"] and wish["mail"] == NEVER


def key_of(about: Mapping[str, Any]) -> str:
    """A thing as one word, `discussion/<id>`."""
    return f"{about['type']}/{about['id']}"
