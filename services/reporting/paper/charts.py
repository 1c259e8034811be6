"""Charts as SVG, drawn from rows that stand beside them as a table: who cannot see the one reads the other."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

WIDTH, BAR, GAP, LABEL, NUMBER = 460, 22, 10, 150, 50
INK, PAPER, MARKER = "#1c2b4d", "#fffdf8", "#ffd54a"
SHADES = ("#1c2b4d", "#7486ad", "#dcd6c6", "#ffe9a0", "#f2b705")
"""Five shades from one end to the other; neighbours differ in lightness, so that they do in grey as well."""
ON = (PAPER, INK, INK, INK, INK)
NARROWEST = 0.07
"""The share of a bar from which there is room for its number."""


def bars(title: str, rows: Sequence[tuple[str, float]]) -> Markup:
    """One horizontal bar for each (label, value), the longest as wide as there is room."""
    longest, room, parts = max((value for _, value in rows), default=0) or 1, WIDTH - LABEL - NUMBER, []
    for number, (label, value) in enumerate(rows):
        y, width = _top(number), max(1.0, round(room * value / longest, 1))
        parts.append(_label(label, y))
        parts.append(_bar(LABEL, y, width, MARKER))
        parts.append(f'<text x="{LABEL + width + 8:g}" y="{y + 16}">{value:g}</text>')
    return _chart(title, len(rows), parts)


def shares(title: str, rows: Sequence[tuple[str, Sequence[int], str]]) -> Markup:
    """One bar for each (label, five counts from one end to the other, what to write behind it), all as wide."""
    room, parts = WIDTH - LABEL - NUMBER, []
    for number, (label, counts, behind) in enumerate(rows):
        y, x, whole = _top(number), float(LABEL), sum(counts) or 1
        parts.append(_label(label, y))
        for count, shade, on in zip(counts, SHADES, ON, strict=True):
            width = round(room * count / whole, 1)
            if count:
                parts.append(_bar(x, y, width, shade))
            if count / whole >= NARROWEST:
                middle = f'x="{x + width / 2:g}" y="{y + 16}" text-anchor="middle"'
                parts.append(f'<text {middle} fill="{on}">{count}</text>')
            x += width
        parts.append(f'<text x="{WIDTH - NUMBER + 8}" y="{y + 16}">{escape(behind)}</text>')
    return _chart(title, len(rows), parts)


def _top(number: int) -> int:
    return GAP + number * (BAR + GAP)


def _label(label: str, y: int) -> str:
    return f'<text x="{LABEL - 10}" y="{y + 16}" text-anchor="end">{escape(_short(label))}</text>'


def _bar(x: float, y: int, width: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y}" width="{width:g}" height="{BAR}" fill="{colour}"/>'


def _chart(title: str, rows: int, parts: list[str]) -> Markup:
    size = f'viewBox="0 0 {WIDTH} {_top(rows)}"'
    style = f'font-family="Atkinson Hyperlegible Next, sans-serif" font-size="14" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {style}>'
    return Markup(f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>")  # nosec B704


def _short(label: str, most: int = 21) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
