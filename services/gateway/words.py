"""How things are said: moments, numbers, places, and where a course has got to, in the reader's language.

Dates, numbers and countries come from Babel's tables (CLDR). Moments are shown in the time of the course.
"""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

import kit.places
from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from kit import markdown
from kit.errors import Invalid
from markupsafe import Markup, escape

from gateway.languages import current, typeset
from gateway.ways import zone

ORDINALS = {
    "fr": ("", *("première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième")),
    "en": ("", *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")),
}
CARDINALS = {
    "fr": ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
THEMES = {
    "accueil": later("accueil"),
    "numérique": later("numérique"),
    "participation": later("participation"),
    "solidarité": later("solidarité"),
    "mobilités": later("mobilités"),
    "environnement": later("environnement"),
    "santé": later("santé"),
    "éducation": later("éducation"),
    "culture": later("culture"),
    "organisation": later("organisation"),
}


def moment(iso: str) -> datetime:
    found = datetime.fromisoformat(iso)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number(value: Any) -> str:
    """`3214` as `3 214`, or `3,214`."""
    return format_decimal(value, locale=current()) if isinstance(value, int | float) else "–"


def share(value: Any) -> str:
    """`0.61` as `61 %`."""
    return format_percent(value, locale=current()) if isinstance(value, int | float) else "–"


def figure(value: Any) -> str:
    """A figure of a report: a whole number, a part of one, or nothing yet."""
    return share(value) if isinstance(value, float) and value <= 1 else number(value)


def titles_by_id(stages: list[dict[str, Any]]) -> dict[str, str]:
    """What stages are called, by their ids."""
    return {one.get("stage") or one["id"]: one["title"] for one in stages}


def stage_choice(stage: dict[str, Any]) -> tuple[str, str]:
    """A stage as something to choose."""
    return stage["id"], f"{stage['number']}. {stage['title']}"


def ago(iso: str) -> str:
    """`il y a 2 heures`, which stays on one line."""
    said = format_timedelta(moment(iso) - datetime.now(UTC), add_direction=True, locale=current())
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def when(iso: str) -> str:
    """`vendredi 20 novembre à 10:30`."""
    return _first(format_datetime(moment(iso).astimezone(zone()), _("EEEE d MMMM 'à' HH:mm"), locale=current()))


def full(iso: str) -> str:
    """`vendredi 20 novembre 2026 à 10:30`."""
    return _first(format_datetime(moment(iso).astimezone(zone()), _("EEEE d MMMM y 'à' HH:mm"), locale=current()))


def day(iso: str) -> str:
    """`lundi 23 novembre`, of a day or of a moment."""
    found = date.fromisoformat(iso) if len(iso) == 10 else moment(iso).astimezone(zone()).date()
    return _first(format_date(found, _("EEEE d MMMM"), locale=current()))


def _first(said: str) -> str:
    """In French the first of a month is `1er`, which no pattern of Babel says."""
    return said.replace(" 1 ", " 1er ", 1) if current() == "fr" else said


def remaining(iso: str) -> str:
    """`encore 4 jours`."""
    left = moment(iso) - datetime.now(UTC)
    if left.total_seconds() <= 0:
        return _("terminée")
    return _("encore %(time)s", time=format_timedelta(left, locale=current(), threshold=1.2))


def ordinal(value: int) -> str:
    known = ORDINALS[current()]
    return known[value] if 0 < value < len(known) else f"{value}ᵉ"


def cardinal(value: int) -> str:
    known = CARDINALS[current()]
    return known[value] if 0 <= value < len(known) else str(value)


def initials(name: str) -> str:
    """`Camille Escoffier` as `CE`."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


def theme(name: str) -> str:
    return str(THEMES.get(name, name))


def paragraphs(text: str) -> Markup:
    """Text as people typed it, escaped: an empty line makes a paragraph, a new line a line."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = [Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks]
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in lines)


def marked(text: str, names: Mapping[str, str] | None = None) -> Markup:
    """What people wrote, from Markdown, with names where somebody is mentioned."""
    return Markup(markdown.named(_rendered(text), names or {}))


def named(html: str, names: Mapping[str, str]) -> Markup:
    """HTML that a service made safe already, with names where somebody is mentioned."""
    return Markup(markdown.named(html, names))


def highlighted(text: str, marks: list[list[int]]) -> Markup:
    """A snippet with the words that were looked for under the highlighter; `marks` are [start, end) in characters."""
    shown, at = Markup(), 0
    for start, end in marks or []:
        shown += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    return shown + escape(text[at:])


def numbered(stage: dict[str, Any]) -> tuple[int, str]:
    """A stage as something to choose, by its number."""
    return stage["number"], f"{stage['number']}. {stage['title']}"


@lru_cache(maxsize=2_000)
def _rendered(text: str) -> str:
    try:
        return markdown.render(text).html
    except Invalid:  # too many mentions: as it was typed
        return str(paragraphs(text))


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every country, France first, then by name."""
    names = Locale(language).territories
    named = [(code, names.get(code, code)) for code in kit.places.countries()]
    return tuple(sorted(named, key=lambda one: (one[0] != "FR", unicodedata.normalize("NFD", one[1]))))


@cache
def departments() -> tuple[str, ...]:
    """The codes of the French departments, as INSEE numbers them."""
    return tuple(sorted(kit.places.departments()))


def country(code: str) -> str:
    return Locale(current()).territories.get(code, code)


def add_filters(app: Flask) -> None:
    dates, figures = (ago, when, full, day, remaining), (share, figure, number, ordinal, cardinal)
    texts = (initials, theme, typeset, country, marked, named, highlighted, paragraphs)
    for function in (*dates, *figures, *texts, titles_by_id, stage_choice, numbered):
        app.jinja_env.filters[function.__name__] = function
