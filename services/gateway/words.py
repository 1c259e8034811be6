"""How things are said in French: moments, numbers, places, and where a course has got to.

Dates, numbers and countries come from Babel's tables (CLDR). Moments are shown in the time of Paris.
"""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import kit.places
from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

FRENCH = Locale("fr")
PARIS = ZoneInfo("Europe/Paris")
ORDINALS = ("", "première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième")
CARDINALS = ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
THEMES = (
    "accueil",
    "numérique",
    "participation",
    "solidarité",
    "mobilités",
    "environnement",
    "santé",
    "éducation",
    "culture",
    "organisation",
)


def moment(iso: str) -> datetime:
    found = datetime.fromisoformat(iso)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number(value: Any) -> str:
    """`3214` as `3 214`."""
    return format_decimal(value, locale=FRENCH) if isinstance(value, int | float) else "–"


def ago(iso: str) -> str:
    """`il y a 2 heures`, which stays on one line."""
    said = format_timedelta(moment(iso) - datetime.now(UTC), add_direction=True, locale=FRENCH)
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def when(iso: str) -> str:
    """`vendredi 20 novembre à 10:30`."""
    return format_datetime(moment(iso).astimezone(PARIS), "EEEE d MMMM 'à' HH:mm", locale=FRENCH)


def day(iso: str) -> str:
    """`lundi 23 novembre`, of a day or of a moment."""
    found = date.fromisoformat(iso) if len(iso) == 10 else moment(iso).astimezone(PARIS).date()
    return format_date(found, "EEEE d MMMM", locale=FRENCH)


def remaining(iso: str) -> str:
    """`encore 4 jours`."""
    left = moment(iso) - datetime.now(UTC)
    return f"encore {format_timedelta(left, locale=FRENCH, threshold=1.2)}" if left.total_seconds() > 0 else "terminée"


def plural(count: Any, one: str, many: str) -> str:
    """`3 messages`, `1 message`, `0 message`: in French the plural begins at two."""
    return f"{number(count)} {many if isinstance(count, int) and count > 1 else one}"


def ordinal(value: int) -> str:
    return ORDINALS[value] if 0 < value < len(ORDINALS) else f"{value}ᵉ"


def cardinal(value: int) -> str:
    return CARDINALS[value] if 0 <= value < len(CARDINALS) else str(value)


def paragraphs(text: str) -> Markup:
    """Text as people typed it, escaped: an empty line makes a paragraph, a new line a line."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = [Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks]
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in lines)


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Code and name of every country, France first, then by name."""
    named = [(code, country(code)) for code in kit.places.countries()]
    return tuple(sorted(named, key=lambda one: (one[0] != "FR", one[1])))


def country(code: str) -> str:
    return FRENCH.territories.get(code, code)


def add_filters(app: Flask) -> None:
    for function in (number, ago, when, day, remaining, plural, ordinal, cardinal, paragraphs, country):
        app.jinja_env.filters[function.__name__] = function
