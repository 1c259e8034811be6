"""Files that people give us (drawings, attachments, pictures): checked, kept once, claimed by what shows them.

    keep      the bytes are looked at (kinds.py, images.py), cleaned and put on the shelf (shelf.py); this is done
              outside any transaction, so that a large file holds nobody up
    claim     in the transaction of whatever will show the file; release when it no longer does
    answer    streams the content with headers that let it do no harm
    sweep     a duty: what was kept and never claimed, or was released, is removed after a day
    disown    forgets who brought files, when a person is erased

A file's id is the SHA-256 of its content, so the same drawing twice is kept once, and browsers may cache it for good.
Contents lie in GridFS, or in an S3 bucket when BASCULE_FILES_URL says so.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kit.files.claims import claim, disown, release
from kit.files.kinds import DOCUMENTS, IMAGES
from kit.files.shelf import COLLECTIONS
from kit.files.sweeping import sweep

if TYPE_CHECKING:
    from kit.files.answers import answer
    from kit.files.keeping import LARGEST, Kept, brought, keep

FOR_WEB = {
    "answer": "answers",
    **dict.fromkeys(("LARGEST", "Kept", "brought", "keep"), "keeping"),
}
"""What only web needs, with the decoders and Flask: a relay that sweeps does not import them."""

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


def __getattr__(name: str) -> Any:
    if name not in FOR_WEB:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{FOR_WEB[name]}"), name)
