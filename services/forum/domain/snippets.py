"""The part of a text that shows why it was found."""

import re
from collections.abc import Collection

from kit.words import stems

from forum.domain import Document

LENGTH, LEAD = 240, 60
FURTHEST = 6_000
"""Characters looked through for a word; who has it only later shows how it begins."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def snippet(text: str, words: Collection[str]) -> Document:
    """`snippet`, on one line, and in `marks` the [start, end) of each of its words that has one of these stems."""
    looked = text[:FURTHEST]
    first = next((found.start() for found in _WORD.finditer(looked) if _is_one(found[0], words)), 0)
    start = looked.rfind(" ", 0, max(0, first - LEAD) + 1) + 1 if first > LEAD else 0
    cut = " ".join(text[start : start + LENGTH].split())
    part = ("…" if start else "") + cut + ("…" if start + LENGTH < len(text) else "")
    marks = [[found.start(), found.end()] for found in _WORD.finditer(part) if _is_one(found[0], words)]
    return {"snippet": part, "marks": marks}


def _is_one(word: str, words: Collection[str]) -> bool:
    return bool(words) and any(stem in words for stem in stems(word))
