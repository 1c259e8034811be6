"""Numbers as the reader's language writes or says them."""

from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal, format_percent

from gateway.languages import current

MOST = 5_000
ORDINALS = {
    "fr": ("", *("première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième")),
    "en": ("", *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")),
}
CARDINALS = {
    "fr": ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


def number(value: Any) -> str:
    """`3214` as `3 214`, or `3,214`."""
    return _decimal(value, current()) if isinstance(value, int | float) else "–"


def share(value: Any) -> str:
    """`0.61` as `61 %`."""
    return format_percent(value, locale=current()) if isinstance(value, int | float) else "–"


def figure(value: Any) -> str:
    """A figure of a report: a whole number, a part of one, or nothing yet."""
    return share(value) if isinstance(value, float) and value <= 1 else number(value)


def ordinal(value: int) -> str:
    known = ORDINALS[current()]
    return known[value] if 0 < value < len(known) else f"{value}ᵉ"


def cardinal(value: int) -> str:
    known = CARDINALS[current()]
    return known[value] if 0 <= value < len(known) else str(value)


@lru_cache(MOST)
def _decimal(value: float, language: str) -> str:
    return format_decimal(value, locale=language)
