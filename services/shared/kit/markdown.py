"""Markdown, as people write it, to HTML that is safe to show and to text that is safe to send.

CommonMark with strikethrough, tables and addresses made links. Raw HTML is shown as it was typed, and what comes out
passes an allow list besides: two walls, since either alone has had holes elsewhere. Pictures are shown if they are
ours; one from elsewhere would tell its server who reads, so it becomes a link. Nothing is done to people's words:
no typographic changes, in whatever language they are.

Somebody is mentioned as `@[Anna](person id)`. Only the id is kept (`nameless`), since names live with enrolment; who
shows the HTML puts names in (`named`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kit.errors import Invalid

MOST_MENTIONS = 20
LONGEST_ADDRESS = 1_000
"""Characters without a space up to which addresses are made links; finding them costs the square of it."""
OUR_FILES = re.compile(r"/(?:api/[a-z]+/(?:courses/[a-z0-9-]+/)?)?files/[A-Za-z0-9][A-Za-z0-9_/-]*(?:\?width=\d{2,4})?")
_MENTION = re.compile(r"@\[[^\[\]\n]{0,120}\]\(([A-Za-z0-9][A-Za-z0-9-]{0,63})\)")
_SHOWN = re.compile(r'<span class="mention" data-person="([A-Za-z0-9-]+)">@…</span>')
TAGS = {"a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"}
TAGS |= {"p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title", "loading"}, "ol": {"start"}}
ATTRIBUTES |= {"span": {"class", "data-person"}, "code": {"class"}}
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Rendered:
    """What becomes of a source: safe HTML, its plain text, and the ids of whom it mentions, each once."""

    html: str
    text: str
    mentions: tuple[str, ...]


@lru_cache(maxsize=8)  # who shows a message also files its words
def render(source: str, top: int = 2) -> Rendered:
    """Render Markdown; its largest heading becomes `<h{top}>`, below that of the page, and the next `<h{top + 1}>`.

    Raises Invalid (field `body`) when more than twenty people are mentioned.
    """
    mentions = tuple(dict.fromkeys(_mentioned(source)))
    parser = _unlinked if any(len(word) > LONGEST_ADDRESS for word in source.split()) else _parser
    tokens = parser.parse(source)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    sizes = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(6, top + sizes.index(token.tag))}"
    html = _clean(parser.renderer.render(tokens, parser.options, {}))
    text = "\n\n".join(block for token in tokens if (block := _text(token).strip()))
    shown = {token.meta["person"] for token in _inlines(tokens) if token.type == "mention"}
    return Rendered(html, text, tuple(one for one in mentions if one in shown))


def nameless(source: str) -> str:
    """The source with the names taken out of its mentions: what may be kept."""
    return _MENTION.sub(r"@[](\1)", source)


def named(html: str, names: Mapping[str, str]) -> str:
    """Rendered HTML with names in its mentions; who has none here stays `@…`."""

    def name(found: re.Match[str]) -> str:
        return found[0].replace("@…", "@" + escape(names.get(found[1], "…")))

    return _SHOWN.sub(name, html)


def _mentioned(source: str) -> Iterator[str]:
    different = set()
    for found in _MENTION.finditer(source):
        different.add(found[1])
        if len(different) > MOST_MENTIONS:
            raise Invalid(errors={"body": [f"Mentions more than {MOST_MENTIONS} people."]})
        yield found[1]


def _mention(state: StateInline, silent: bool) -> bool:
    found = _MENTION.match(state.src, state.pos) if state.src[state.pos] == "@" else None
    if found is None:
        return False
    if not silent:
        state.push("mention", "span", 0).meta = {"person": found[1]}
    state.pos = found.end()
    return True


def _show_mention(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return f'<span class="mention" data-person="{escape(tokens[index].meta["person"])}">@…</span>'


def _show_picture(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    source, words = str(tokens[index].attrGet("src") or ""), escape(_text(tokens[index]))
    if OUR_FILES.fullmatch(source):
        return f'<img src="{escape(source)}" alt="{words}" loading="lazy">'
    return f'<a href="{escape(source)}">{words or escape(source)}</a>'


def _text(token: Token) -> str:
    """The words of a token and of what is in it, without any mark-up."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "mention":
        return "@…"
    return "".join(map(_text, token.children)) if token.children else token.content


def _inlines(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _inlines(token.children or ())


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
        attribute_filter=_attribute,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src"):
        return value if OUR_FILES.fullmatch(value) else None
    if (tag, name) == ("span", "class"):
        return value if value == "mention" else None
    if (tag, name) == ("code", "class"):
        return value if re.fullmatch(r"language-[A-Za-z0-9+-]{1,30}", value) else None
    return value


def _make(linkify: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": linkify, "typographer": False})
    parser.enable(["strikethrough", "table", "linkify"])
    parser.inline.ruler.before("link", "mention", _mention)
    parser.add_render_rule("mention", _show_mention)
    parser.add_render_rule("image", _show_picture)
    return parser


_parser, _unlinked = _make(linkify=True), _make(linkify=False)
