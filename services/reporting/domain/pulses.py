"""Sensations: a mood, up to five words and a sentence, once for each stage and after each session.

They are shown as mood over time, words that grow, and quotes of those who allow it. Fewer than five people are only
counted: nothing of what they feel is told.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kit.words import fold, is_about_something, stem, words

from reporting.domain import FEWEST, Document, Read
from reporting.domain.numbers import spread

MOODS = ("1", "2", "3", "4", "5")
MOST_WORDS, MOST_QUOTES, SAID_BY = 20, 12, 2
"""A word is shown once two people have said it."""
NAMED, UNNAMED, NOT_AT_ALL = "named", "unnamed", "no"


def sensations(read: Read, pulses: Iterable[Document]) -> list[dict[str, Any]]:
    """Stage after stage, then session after session; quotes are ids: consent is looked at when they are shown."""
    felt = {one["_id"] for one in read("felt")}
    by_about: dict[str, list[Document]] = {}
    for pulse in pulses:
        if pulse["_id"] in felt:
            by_about.setdefault(pulse["about"], []).append(pulse)
    found, before = [], None
    for mood in sorted(read("moods"), key=lambda one: _order(one, read)):
        about = f"{mood.get('type')}/{mood.get('about')}"
        told = _one(mood, by_about.get(about, []), before if mood.get("type") == "stage" else None)
        before = told["words"] if mood.get("type") == "stage" and told["words"] else before
        found.append(told)
    return found


def _order(mood: Document, read: Read) -> tuple[bool, Any, str]:
    numbers = {one["_id"]: one.get("number") or 0 for one in read("stages")}
    return mood.get("type") != "stage", numbers.get(mood.get("about"), 0), mood["_id"]


def _one(mood: Document, pulses: list[Document], before: list[dict[str, Any]] | None) -> dict[str, Any]:
    moods = spread(mood.get("mood"), MOODS)
    people = sum(moods)
    shown = people >= FEWEST
    mean = round(sum(one * amount for one, amount in enumerate(moods, 1)) / people, 2) if shown else None
    return {
        "about": {"type": mood.get("type"), "id": mood.get("about")},
        "people": people,
        "moods": moods if shown else None,
        "mean": mean,
        "words": counted(pulses, before) if shown else [],
        "quotes": quotable(pulses) if shown else [],
    }


def counted(pulses: list[Document], before: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Words by the number of people who said them; `grown` is by how much more of them did than the stage before."""
    people, written = Counter[str](), dict[str, Counter[str]]()
    for pulse in pulses:
        said = {stem_of(word): word for word in pulse["words"] if stem_of(word)}
        people.update(said.keys())
        for key, word in said.items():
            written.setdefault(key, Counter())[word.strip().lower()] += 1
    earlier = {one["key"]: one["share"] for one in before or []}
    found: list[dict[str, Any]] = []
    for key, amount in people.items():
        share = round(amount / len(pulses), 3)
        grown = None if before is None else round(share - earlier.get(key, 0.0), 3)
        word = min(written[key], key=lambda one: (-written[key][one], one))
        found.append({"key": key, "word": word, "people": amount, "share": share, "grown": grown})
    shown = [one for one in found if one["people"] >= SAID_BY]
    return sorted(shown, key=lambda one: (-one["people"], one["key"]))[:MOST_WORDS]


def stem_of(text: str) -> str:
    """What makes two words, or two short phrases, count as the same in French and in English."""
    return " ".join(stem(word) for word in words(text) if is_about_something(word)) or fold(text).strip()


def quotable(pulses: list[Document]) -> list[str]:
    """The pulses whose sentence may be quoted, by id; the order of ids tells nothing about who comes first."""
    quotes = sorted(one["_id"] for one in pulses if is_quotable(one))
    return quotes[-MOST_QUOTES:]


def is_quotable(pulse: Document) -> bool:
    return bool(pulse["sentence"]) and pulse["quotable"] in (NAMED, UNNAMED)


def quote(pulse: Document) -> dict[str, Any]:
    """As it is shown: `person` only of those who want to be named."""
    person = pulse["person"] if pulse["quotable"] == NAMED else None
    return {"pulse": pulse["_id"], "sentence": pulse["sentence"], "person": person}
