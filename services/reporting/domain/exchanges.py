"""What people were told, and the hands that they gave each other."""

from typing import Any

from reporting.domain import Read
from reporting.domain.numbers import middle_hours, share

SENT = ("by_mail", "by_digest", "by_push", "refused", "cancelled")


def notifications(read: Read) -> dict[str, Any]:
    """By kind: told on the bell, sent, opened, muted."""
    kinds = [
        {
            "kind": one.get("kind", ""),
            "told": one.get("told", 0),
            **{name: one.get(name, 0) for name in SENT},
            "opened": one.get("opened", 0),
            "opened_share": share(one.get("opened", 0), one.get("told", 0)),
            "muted": one.get("muted", 0),
        }
        for one in sorted(read("notices"), key=lambda one: one["_id"])
    ]
    totals = {name: sum(one[name] for one in kinds) for name in ("told", *SENT, "opened", "muted")}
    return totals | {"kinds": kinds}


def hands(read: Read) -> dict[str, Any]:
    """Requests for a hand: how many found one, and how long that took."""
    asked = [one for one in read("hands") if "asked_at" in one]
    offered = [(one["asked_at"], one["offered_at"]) for one in asked if "offered_at" in one]
    return {
        "asked": len(asked),
        "offered": len(offered),
        "offers": sum(one.get("offers", 0) for one in asked),
        "helped": sum(1 for one in asked if one.get("outcome") == "helped"),
        "withdrawn": sum(1 for one in asked if one.get("outcome") == "withdrawn"),
        "hours_to_first_offer": middle_hours(offered),
    }
