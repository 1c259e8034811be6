"""The sentences of the pages, and which lack their English; `python -m tests.sentences` brings the catalogue up to
date.

It reads every template and module of the gateway, adds what is new to `translations/en/LC_MESSAGES/messages.po` with
nothing beside it, drops what is said no more, and prints what lacks its English. French is the source.
"""

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from gateway.languages import FOLDER

GATEWAY = FOLDER.parent
ENGLISH = FOLDER / "en" / "LC_MESSAGES" / "messages.po"
WORDS = {"_": None, "later": None, "gettext": None, "ngettext": (1, 2), "lngettext": (1, 2)}
TAGS = re.compile(r"\{% block topic %\}.*?endblock|<code>.*?</code>|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
READ_ALOUD = {"aria-label", "alt", "title", "placeholder", "data-one", "data-many", "data-away"}
UNUSED = re.compile(rb'^"(POT-C|PO-R|Project-Id|Report-Msgid|Last-Tr|Language-T)[^\n]*\n', re.M)
NAMES = {"Bascule", "PDF", "CSV", "Atom", "DuckDB", "prenom.nom@mairie.fr"}


class Shown(HTMLParser):
    """Collects what a reader would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.words += [value or "" for name, value in attributes if name in READ_ALOUD]


def said() -> Catalog:
    """Every sentence of the gateway, with where it is said."""
    found = Catalog()
    for folder, pattern, method in (("", "*.py", "python"), ("templates", "*.html", "jinja2")):
        for file in sorted((GATEWAY / folder).rglob(pattern)):
            options = {"trimmed": "true", "newstyle_gettext": "true"}
            with file.open("rb") as source:
                for _line, message, _comments, _context in extract(method, source, WORDS, options=options):
                    found.add(message, locations=[(str(file.relative_to(GATEWAY)), 0)])
    return found


def english() -> Catalog:
    if not ENGLISH.exists():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def missing(catalogue: Catalog) -> list[str]:
    """What has no English, or only a guess."""
    known = english()
    return [str(one.id) for one in catalogue if one.id and not _is_said(known.get(_first(one.id)))]


def unsaid(template: Path) -> list[str]:
    """Words that a template shows without asking in which language."""
    shown = Shown()
    shown.feed(TAGS.sub(" ", template.read_text("utf-8")))
    return [word for word in shown.words if re.search(r"[^\W\d_]{2,}", word) and not (word in NAMES or '="' in word)]


def bring_up_to_date() -> list[str]:
    catalogue = english()
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment, catalogue.fuzzy = "# What the pages say, in English; `python -m tests.sentences`.", False
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, omit_header=False, no_location=True, sort_output=True)
    ENGLISH.write_bytes(UNUSED.sub(b"", buffer.getvalue()))
    return missing(said())


def _first(identity: str | tuple[str, ...]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _is_said(message: object) -> bool:
    string = getattr(message, "string", "")
    texts = [string] if isinstance(string, str) else list(string)
    return bool(texts) and all(texts) and not getattr(message, "fuzzy", True)


if __name__ == "__main__":
    print("\n".join(bring_up_to_date()))
