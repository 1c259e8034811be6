"""French first, English complete: which language a reader gets, and the sentences in it.

Sentences are written in French where they are said; `translations/en/LC_MESSAGES/messages.po` (gettext) says the same
in English, and is read as it is: nothing has to be compiled. A language is chosen by `?lang=`, which is remembered in
a cookie, else by that cookie, else by the browser's own preference (Accept-Language, RFC 9110).
"""

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, has_app_context, request
from flask_babel import Babel, Domain, get_locale
from kit.typography import typeset
from markupsafe import Markup

from gateway import cookies

LANGUAGES = ("fr", "en")
FOLDER = Path(__file__).parent / "translations"


class AsWritten(NullTranslations):
    """French needs no catalogue; its plural begins at two, and a line never breaks before `?` or inside « »."""

    def ugettext(self, sentence: str) -> str:
        return typeset(sentence)

    def ungettext(self, one: str, many: str, count: float) -> str:
        return typeset(many if abs(count) >= 2 else one)


@cache
def sentences(language: str) -> NullTranslations:
    """The catalogue of a language."""
    file = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return AsWritten()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, language))
    compiled.seek(0)
    return Translations(compiled)


class Catalogues(Domain):
    def get_translations(self) -> NullTranslations:
        return sentences(current())


class Speech(Babel):
    """Flask-Babel with our catalogues."""

    domain_instance = Catalogues()


def current() -> str:
    """`fr` or `en`, the same for a whole request."""
    if not has_app_context():
        return LANGUAGES[0]
    if "language" not in g:
        locale = get_locale()
        g.language = locale.language if locale else LANGUAGES[0]
    return g.language


def say(sentence: str, /, **values: Any) -> Markup:
    """A sentence in a template, in the reader's language; its words are ours, and only `values` are escaped."""
    return _in(current(), sentence) % values if values else _alone(current(), sentence)


def say_of(one: str, many: str, count: int, /, **values: Any) -> Markup:
    """One sentence of two, by the count, which it calls `num`."""
    said = sentences(current()).ungettext(one, many, count)
    return Markup(said) % ({"num": count} | values)  # nosec B704


@lru_cache(maxsize=4_000)
def _in(language: str, sentence: str) -> Markup:
    return Markup(sentences(language).ugettext(sentence))  # nosec B704


@lru_cache(maxsize=4_000)
def _alone(language: str, sentence: str) -> Markup:
    return _in(language, sentence) % {}  # %% is one % here as well


def speak(app: Flask, *, secure: bool) -> None:
    """Have pages speak their reader's language."""
    Speech(app, default_locale=LANGUAGES[0], locale_selector=_select)
    # instead of Flask-Babel's, which look for the language, the catalogue and the sentence at each of a page's hundred
    app.jinja_env.globals.update(_=say, gettext=say, ngettext=say_of)
    app.context_processor(lambda: {"language": current()})

    @app.after_request
    def remember(response: Response) -> Response:
        if chosen := g.get("chosen_language"):
            cookies.put(response, cookies.LANGUAGE, chosen, secure=secure)
        if response.mimetype == "text/html":
            response.vary.update(("Accept-Language", "Cookie"))
        return response


def _select() -> str:
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        g.chosen_language = asked
        return asked
    known = request.cookies.get(cookies.LANGUAGE, "")
    return known if known in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
