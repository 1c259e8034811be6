"""Not a sentence is left out of the English catalogue, and no template shows words that are in no language."""

import re

import pytest

from tests.sentences import GATEWAY, english, missing, said, unsaid

TEMPLATES = sorted((GATEWAY / "templates").rglob("*.html"))


def test_every_sentence_has_its_english() -> None:
    assert missing(said()) == []


def test_the_catalogue_holds_nothing_that_is_said_no_more() -> None:
    known = {one.id for one in said()}
    assert [one.id for one in english() if one.id not in known] == []


def test_english_keeps_what_is_put_into_a_sentence() -> None:
    for message in filter(lambda one: one.id, english()):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        holes = {hole for text in sources for hole in re.findall(r"%\(\w+\)s|</?\w+", text)}
        assert all(set(re.findall(r"%\(\w+\)s|</?\w+", text)) <= holes for text in strings), message.id


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(GATEWAY / "templates")))
def test_a_template_shows_only_what_it_asks_for_in_the_readers_language(template: object) -> None:
    assert unsaid(template) == []
