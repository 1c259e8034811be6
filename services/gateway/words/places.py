"""Countries, departments, and the themes of projects."""

import unicodedata
from functools import cache

import kit.places
from babel import Locale
from flask_babel import lazy_gettext as later

from gateway.languages import current

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


def theme(name: str) -> str:
    return str(THEMES.get(name, name))


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
