"""Charts as SVG, drawn from rows that stand beside them as a table: who cannot see the one reads the other."""

from collections.abc import Sequence
from html import escape

WIDTH, BAR, GAP, LABEL, NUMBER = 640, 18, 8, 190, 60
INK, MARKER, SOFT = "#1f2430", "#f2b705", "#8fa3bf"


def bars(title: str, rows: Sequence[tuple[str, float]]) -> str:
    """One horizontal bar for each (label, value), the longest as wide as there is room."""
    return _chart(title, [(label, [(value, MARKER)]) for label, value in rows])


def pairs(title: str, rows: Sequence[tuple[str, float, float]]) -> str:
    """Two bars for each (label, before, after), the later one in the stronger colour."""
    return _chart(title, [(label, [(before, SOFT), (after, MARKER)]) for label, before, after in rows])


def _chart(title: str, rows: Sequence[tuple[str, list[tuple[float, str]]]]) -> str:
    longest = max((value for _, values in rows for value, _ in values), default=0) or 1
    room, parts, y = WIDTH - LABEL - NUMBER, [], GAP
    for label, values in rows:
        middle = y + len(values) * BAR / 2 + 5
        parts.append(f'<text x="{LABEL - 8}" y="{middle:g}" text-anchor="end">{escape(_short(label))}</text>')
        for value, colour in values:
            width = max(1.0, round(room * value / longest, 1))
            parts.append(f'<rect x="{LABEL}" y="{y}" width="{width:g}" height="{BAR - 2}" rx="3" fill="{colour}"/>')
            parts.append(f'<text x="{LABEL + width + 6:g}" y="{y + BAR - 5}">{value:g}</text>')
            y += BAR
        y += GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" font-size="13" fill="{INK}">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def _short(label: str, most: int = 28) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
