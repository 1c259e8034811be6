"""Words are found whatever their spelling: folded, and stemmed in French and in English."""

import string

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some
from kit.words import fold, is_about_something, stem, stems, words

quick = effort(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("collectivité", "Collectivités"),
        ("usager", "usagers"),
        ("élue", "élus"),
        ("travail", "travaux"),
        ("enjeu", "enjeux"),
        ("travailler", "travaillé"),
        ("hôpital", "hôpitaux"),
        ("décider", "décidée"),
        ("numérique", "numerique"),
        ("participer", "participation"),
        ("bibliothèque", "BIBLIOTHEQUES"),
        ("cœur", "coeurs"),
        ("city", "cities"),
        ("sharing", "shared"),
        ("organise", "organising"),
        ("library", "libraries"),
    ],
)
def test_what_belongs_together_has_one_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(("one", "other"), [("mairie", "mari"), ("projet", "projection"), ("commune", "communication")])
def test_what_does_not_belong_together_is_told_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_what_is_elided_or_contracted_is_left_out() -> None:
    assert list(words("L’usager qu'on n'écoute pas, aujourd’hui")) == [
        "usager",
        "on",
        "ecoute",
        "pas",
        "aujourdhui",
    ]
    assert list(words("The city's plans don't change")) == ["the", "city", "plans", "don", "change"]


def test_function_words_are_not_worth_finding() -> None:
    assert stems("Qu'est-ce que c'est que ça, et pour qui ?") == []
    assert stems("What is it, and who would be there?") == []
    assert stems("la 5G en 2026, plan B") == [stem("5g"), "2026", stem("plan")]


def test_a_long_text_gives_so_many_stems_at_most() -> None:
    assert len(stems(" ".join(f"mot{number}" for number in range(50)), most=20)) == 20


@quick
@given(some.text(max_size=200))
def test_folding_twice_folds_no_further(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@quick
@given(some.text(max_size=200))
def test_spelling_in_capitals_changes_nothing(text: str) -> None:
    shouted = text.upper()
    if fold(shouted) == fold(text):  # not so for a few letters that have no capital of their own
        assert stems(shouted) == stems(text)


@quick
@given(some.lists(some.text(string.ascii_lowercase, min_size=2, max_size=12), max_size=8))
def test_stems_come_once_each_and_only_from_the_words(typed: list[str]) -> None:
    found = stems(" ".join(typed))
    assert len(found) == len(set(found))
    assert set(found) == {stem(word) for word in typed if is_about_something(word)}
