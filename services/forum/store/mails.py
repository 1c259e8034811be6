"""The mails that became posts, so that one that comes twice is posted once."""

import hashlib
from datetime import timedelta

from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

KEPT = timedelta(days=60)
COLLECTIONS = {"mails": [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds()))]}


def is_new(work: Work, message: str) -> bool:
    """Whether no mail with this Message-ID was posted before; from now on it was."""
    key = hashlib.sha256(message.encode()).hexdigest()
    if work.find_one("mails", key):
        return False
    work.insert("mails", {"_id": key, "at": work.now})
    return True
