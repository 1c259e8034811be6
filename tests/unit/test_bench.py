"""The bench finds its parts by itself: whoever adds a file has added a part."""

from importlib import import_module

import pytest

from tests.bench import parts


@pytest.mark.parametrize("name", parts.names())
def test_each_part_says_what_it_measures_and_measures(name: str) -> None:
    assert callable(parts.load(name))
    assert (import_module(f"tests.bench.parts.{name}").__doc__ or "").strip()
