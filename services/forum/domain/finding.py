"""How texts are found: each has a place in its course, each term a set of places, kept as bits in blocks.

A search intersects the sets of its terms from the newest block down, so it reads a few small documents however many
texts there are, then the texts that it shows. A term is a stem, or says what the text is: `kind:post`, `by:…`.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import log

from kit.words import stems

from forum.domain import Document

BLOCK = 16_384
MOST_TERMS = 12
TITLE = "title:"


def terms(kind: str, title: str, text: str, author: str | None, stage: int | None, tags: Iterable[str]) -> list[str]:
    """What a text is found by."""
    about = {"kind:" + kind, *("tag:" + tag for tag in tags), *stems(f"{title}\n{text}")}
    about |= {TITLE + stem for stem in stems(title)} if kind == "discussion" else set()
    about |= {f"by:{author}"} if author else set()
    about |= {f"stage:{stage}"} if stage is not None else set()
    return sorted(about)


def asked(query: str) -> list[str]:
    """The terms of what somebody typed."""
    return stems(query, MOST_TERMS)


def posting_key(course: str, term: str, block: int) -> str:
    """The key of the document that holds a term's set of places in a block."""
    return f"{course}/{term}/{block}"


def with_places(bits: int, added: Iterable[int], removed: Iterable[int]) -> int:
    """A block's set with places added and removed; places count from the start of the block."""
    for place in added:
        bits |= 1 << place
    for place in removed:
        bits &= ~(1 << place)
    return bits


def packed(bits: int) -> Document:
    """A set as a document keeps it: its bytes from the first that is not zero."""
    skipped = ((bits & -bits).bit_length() - 1) // 8 if bits else 0
    bits >>= 8 * skipped
    return {"skipped": skipped, "bits": bits.to_bytes((bits.bit_length() + 7) // 8, "little")}


def unpacked(kept: Document | None) -> int:
    return int.from_bytes(kept["bits"], "little") << (8 * kept["skipped"]) if kept else 0


def common(sets: Sequence[int]) -> int:
    """The places that are in every set; none when there is no set."""
    together = -1 if sets else 0
    for bits in sets:
        together &= bits
    return together


def from_the_last(bits: int) -> Iterator[int]:
    """The places of a set, the highest first."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


def closest(sets: Sequence[int], most: int) -> list[int]:
    """The places that share the most, and the rarest, of some terms: two of them at least, or the only one."""
    scores: dict[int, float] = {}
    shared: dict[int, int] = {}
    for bits in filter(None, sets):
        weight = 1 / log(2 + bits.bit_count())
        for place in from_the_last(bits):
            scores[place] = scores.get(place, 0) + weight
            shared[place] = shared.get(place, 0) + 1
    enough = [place for place in scores if shared[place] >= min(2, len(sets))]
    return sorted(enough, key=lambda place: (-scores[place], -place))[:most]
