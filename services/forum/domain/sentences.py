"""What came out of a controversy, said in plain sentences, French or English, before any figure is drawn."""

from collections.abc import Mapping
from typing import Any

Said = Mapping[str, Any]

MIDDLES = {
    "fr": ["nettement contre", "plutôt contre", "partagés", "plutôt pour", "nettement pour"],
    "en": ["clearly against", "rather against", "divided", "rather in favour", "clearly in favour"],
}
LIMITS = (-1.0, -0.3, 0.3, 1.0)
STEADY = 0.1
"""A net shift of less, in steps, is no shift that one would notice."""

FRENCH = {
    "nobody": "Personne n'a pris position.",
    "few": "Moins de cinq personnes ont pris position : pour que personne ne soit reconnu, on n'en dit pas davantage.",
    "people": "{people} personnes ont pris position.",
    "middle": "Au départ, les avis étaient {before} ; ils sont maintenant {after}.",
    "same_middle": "Les avis étaient {before} au départ, et le sont toujours.",
    "steady": "Dans l'ensemble, la balance n'a presque pas bougé.",
    "shift_for": "Dans l'ensemble, la balance a penché vers le pour.",
    "shift_against": "Dans l'ensemble, la balance a penché vers le contre.",
    "none_moved": "Personne n'a changé d'avis.",
    "one_moved": "Une personne a changé d'avis.",
    "moved": "{moved} personnes ont changé d'avis ({share} %) : {towards_for} vers le pour, {against} vers le contre.",
    "moved_for": "{moved} personnes ont changé d'avis ({share} %), toutes vers le pour.",
    "moved_against": "{moved} personnes ont changé d'avis ({share} %), toutes vers le contre.",
    "mover": "L'argument qui a le plus fait bouger : « {body} »",
    "groups": "Deux groupes d'opinion se dessinent parmi {people} personnes.",
    "groups_3": "Trois groupes d'opinion se dessinent parmi {people} personnes.",
    "common": "Un argument les réunit : « {body} »",
}
ENGLISH = {
    "nobody": "Nobody took a stance.",
    "few": "Fewer than five people took a stance: so that nobody can be recognised, no more is said.",
    "people": "{people} people took a stance.",
    "middle": "At first, opinions were {before}; now they are {after}.",
    "same_middle": "Opinions were {before} at first, and still are.",
    "steady": "On the whole, the scales have hardly moved.",
    "shift_for": "On the whole, the scales have tipped towards for.",
    "shift_against": "On the whole, the scales have tipped towards against.",
    "none_moved": "Nobody changed their mind.",
    "one_moved": "One person changed their mind.",
    "moved": "{moved} people changed their minds ({share} %): {towards_for} towards for, {against} towards against.",
    "moved_for": "{moved} people changed their minds ({share} %), all of them towards for.",
    "moved_against": "{moved} people changed their minds ({share} %), all of them towards against.",
    "mover": "The argument that moved most people: “{body}”",
    "groups": "Two groups of opinion stand out among {people} people.",
    "groups_3": "Three groups of opinion stand out among {people} people.",
    "common": "One argument brings them together: “{body}”",
}


def sentences(outcome: Said, words: Mapping[str, str], language: str) -> list[str]:
    """The outcome in words, most important first; `words` are those of the arguments by id."""
    say = ENGLISH if language == "en" else FRENCH
    people = outcome["people"]
    if outcome["before"] is None:
        return [say["few" if people else "nobody"]]
    return [
        say["people"].format(people=people),
        _middles(outcome, language, say),
        *([] if not outcome["moved"] else [say[_shift(outcome["net_shift"])]]),
        _moved(outcome, say),
        *_mover(outcome, words, say),
        *_groups(outcome, words, say),
    ]


def _middles(outcome: Said, language: str, say: Said) -> str:
    names = MIDDLES["en" if language == "en" else "fr"]
    before, after = (names[_step(outcome[side])] for side in ("before", "after"))
    return say["same_middle" if before == after else "middle"].format(before=before, after=after)


def _step(distribution: list[int]) -> int:
    middle = sum((at - 2) * count for at, count in enumerate(distribution)) / sum(distribution)
    return sum(middle >= limit for limit in LIMITS)


def _shift(net: float) -> str:
    if abs(net) < STEADY:
        return "steady"
    return "shift_for" if net > 0 else "shift_against"


def _moved(outcome: Said, say: Said) -> str:
    moved, towards_for, against = (outcome[name] for name in ("moved", "moved_towards_for", "moved_towards_against"))
    if moved < 2:
        return say["one_moved" if moved else "none_moved"]
    how = "moved" if towards_for and against else "moved_for" if towards_for else "moved_against"
    share = round(100 * outcome["moved_share"])
    return say[how].format(moved=moved, share=share, towards_for=towards_for, against=against)


def _mover(outcome: Said, words: Mapping[str, str], say: Said) -> list[str]:
    first = next((one["argument"] for one in outcome.get("movers", []) if one["argument"] in words), None)
    return [say["mover"].format(body=words[first])] if first else []


def _groups(outcome: Said, words: Mapping[str, str], say: Said) -> list[str]:
    opinions = outcome.get("opinions")
    if not opinions:
        return []
    told = [say["groups_3" if len(opinions["groups"]) == 3 else "groups"].format(people=opinions["people"])]
    common = next((one for one in opinions["common_ground"] if one in words), None)
    return [*told, say["common"].format(body=words[common])] if common else told
