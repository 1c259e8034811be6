"""What people wrote, made safe to show."""

import re
from collections.abc import Mapping
from functools import lru_cache

from kit import markdown
from kit.errors import Invalid
from kit.typography import typeset
from markupsafe import Markup, escape

CODE = re.compile(r"(<(?:pre|code)\b.*?</(?:pre|code)>)", re.DOTALL)


def initials(name: str) -> str:
    """`Camille Escoffier` as `CE`."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


def paragraphs(text: str) -> Markup:
    """Text as people typed it, escaped: an empty line makes a paragraph, a new line a line."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = [Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks]
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in lines)


def marked(text: str, names: Mapping[str, str] | None = None) -> Markup:
    """What people wrote, from Markdown, with names where somebody is mentioned."""
    return named(_rendered(text), names or {})


def named(html: str, names: Mapping[str, str]) -> Markup:
    """HTML that a service made safe already, with names where somebody is mentioned."""
    return Markup(markdown.named(_set(html), names))  # nosec B704


def highlighted(text: str, marks: list[list[int]]) -> Markup:
    """A snippet with the words that were looked for under the highlighter; `marks` are [start, end) in characters."""
    shown, at = Markup(), 0
    for start, end in marks or []:
        shown += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    return shown + escape(text[at:])


@lru_cache(maxsize=2_000)
def _rendered(text: str) -> str:
    try:
        return markdown.render(text).html
    except Invalid:  # too many mentions: as it was typed
        return str(paragraphs(text))


@lru_cache(maxsize=2_000)
def _set(html: str) -> str:
    """Words as French typography sets them, and code as it is."""
    return "".join(part if part.startswith(("<pre", "<code")) else typeset(part) for part in CODE.split(html))
