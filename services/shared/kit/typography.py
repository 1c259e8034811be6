"""Sentences as French typography sets them; English ones have no such spaces and come out as they went in."""

import re
from functools import lru_cache

_BREAKS = re.compile(r" (?=[?!:;»])|(?<=«) |(?<=\d) (?=[%€])")


@lru_cache(maxsize=4_000)
def typeset(sentence: str) -> str:
    """With spaces that no line breaks at, where French typography has them."""
    return _BREAKS.sub("\N{NO-BREAK SPACE}", str(sentence or ""))
