"""Collections, their indexes, and how notifications finds and writes what concerns a person.

`people` and `subscriptions` are the only places here that hold names and addresses; `people` is fed by the private
exchange alone, so a replay leaves it as it is.
"""

from notifications.store import announcements, digests, levels, mails, people, ringing, talk
from notifications.store.common import members

COLLECTIONS = {
    **talk.COLLECTIONS,
    **ringing.COLLECTIONS,
    **announcements.COLLECTIONS,
    **levels.COLLECTIONS,
    **people.COLLECTIONS,
    **mails.COLLECTIONS,
    **digests.COLLECTIONS,
}

__all__ = ["COLLECTIONS", "announcements", "digests", "levels", "mails", "members", "people", "ringing", "talk"]
