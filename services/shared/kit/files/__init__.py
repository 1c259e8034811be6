"""Files that people give us (drawings, attachments, pictures): checked, kept once, claimed by what shows them.

    keep      the bytes are looked at (images.py, documents.py), cleaned and put on the shelf (shelf.py); this is done
              outside any transaction, so that a large file holds nobody up
    claim     in the transaction of whatever will show the file; release when it no longer does
    answer    streams the content with headers that let it do no harm
    sweep     a duty: what was kept and never claimed, or was released, is removed after a day

A file's id is the SHA-256 of its content, so the same drawing twice is kept once, and browsers may cache it for good.
Contents lie in GridFS, or in an S3 bucket when BASCULE_FILES_URL says so.
"""

from kit.files.answers import answer
from kit.files.claims import claim, disown, release
from kit.files.keeping import LARGEST, Kept, brought, keep
from kit.files.kinds import DOCUMENTS, IMAGES
from kit.files.shelf import COLLECTIONS
from kit.files.sweeping import sweep

__all__ = [
    "COLLECTIONS",
    "DOCUMENTS",
    "IMAGES",
    "LARGEST",
    "Kept",
    "answer",
    "brought",
    "claim",
    "disown",
    "keep",
    "release",
    "sweep",
]
