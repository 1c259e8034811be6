"""The words of the page, in French and in English, and numbers and days as their readers write them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from reporting.paper import english, french

WORDS: dict[str, dict[str, Any]] = {"fr": french.WORDS, "en": english.WORDS}


def number(value: float | None, language: str) -> str:
    """As readers of the language write it; a dash for what cannot be known."""
    return "–" if value is None else format_decimal(value, format="#,##0.##", locale=language)


def day(value: str | date, language: str, form: str = "long") -> str:
    """In French the first of a month is `1er`, which Babel's patterns do not know."""
    day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    written = format_date(day, format=form, locale=language)
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written


def week(value: str, language: str) -> str:
    """A week by the day on which it begins."""
    day_of_it = date.fromisoformat(value[:10])
    return day(day_of_it - timedelta(days=day_of_it.weekday()), language, "d MMMM")


def about(what: Mapping[str, Any], bilan: Mapping[str, Any], say: Mapping[str, Any]) -> str:
    """What a sensation is about, by its title if that is known."""
    for stage in bilan["stages"]:
        if what["type"] == "stage" and stage["stage"] == what["id"]:
            return f"{say['stage'].format(number=stage['number'])} : {stage['title']}"
    titles = {session["session"]: session["title"] for session in bilan["sessions"]}
    return titles.get(what["id"], say.get(what["type"], ""))
