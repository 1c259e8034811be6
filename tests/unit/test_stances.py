"""Stances by property: whatever people do, in whatever order it is counted, no figure contradicts another."""

import random
from collections import Counter
from itertools import pairwise

from forum.domain import stances
from forum.domain.outcomes import outcome
from forum.domain.sentences import sentences
from hypothesis import given, settings
from hypothesis import strategies as some

STEP = some.sampled_from(stances.STEPS)
LIVES = some.lists(some.lists(STEP, min_size=1, max_size=5), max_size=30)
"""For each person, the steps at which they stood, the first one first."""
few = settings(max_examples=60, deadline=None)


def counted(lives: list[list[int]], seed: int = 0) -> Counter[str]:
    """The counters after everything that happened, in an order of its own."""
    changes: list[dict[str, int]] = []
    for life in lives:
        changes.append({stances.cell(life[0], life[0]): 1})
        changes += [stances.move(life[0], before, after) for before, after in pairwise(life)]
    random.Random(seed).shuffle(changes)
    total: Counter[str] = Counter()
    for change in changes:
        total.update(change)
    return total


@few
@given(LIVES, some.integers(0, 9))
def test_the_counters_are_those_of_the_first_and_last_steps_in_any_order(lives: list[list[int]], seed: int) -> None:
    moves = counted(lives, seed)
    assert stances.before(moves) == [sum(life[0] == step for life in lives) for step in stances.STEPS]
    assert stances.after(moves) == [sum(life[-1] == step for life in lives) for step in stances.STEPS]
    assert stances.people(moves) == len(lives)
    against, towards_for = stances.moved(moves)
    assert against == sum(life[-1] < life[0] for life in lives)
    assert towards_for == sum(life[-1] > life[0] for life in lives)


@few
@given(LIVES)
def test_the_outcome_follows_from_them(lives: list[list[int]]) -> None:
    told = outcome(counted(lives))
    if len(lives) < stances.FEWEST:
        assert told == {"people": len(lives), "before": None, "after": None}
        return
    assert sum(told["before"]) == sum(told["after"]) == told["people"] == len(lives)
    shift = sum(life[-1] - life[0] for life in lives) / len(lives)
    assert abs(told["net_shift"] - shift) <= 0.005001
    assert told["moved"] == told["moved_towards_for"] + told["moved_towards_against"] <= told["people"]


@few
@given(LIVES, some.sampled_from(["fr", "en"]))
def test_there_is_always_something_to_say_and_nothing_unsaid(lives: list[list[int]], language: str) -> None:
    said = sentences(outcome(counted(lives)), {}, language)
    assert said
    assert all("{" not in sentence and "None" not in sentence for sentence in said)


def test_words_follow_the_scales() -> None:
    said = sentences(outcome(counted([[-2, 1]] * 6 + [[2]])), {}, "fr")
    assert said[:3] == [
        "7 personnes ont pris position.",
        "Au départ, les avis étaient nettement contre ; ils sont maintenant nettement pour.",
        "Dans l'ensemble, la balance a penché vers le pour.",
    ]
