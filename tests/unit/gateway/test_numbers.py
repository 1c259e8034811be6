"""Numbers in forms: whatever is typed, it is a number or it is none, and never an error of ours."""

import pytest
from gateway.forms import number
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(("typed", "meant"), [("3", 3), (" 48 ", 48), ("-2", -2), ("0", 0)])
def test_whole_numbers_are_read(typed: str, meant: int) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize("typed", ["", "²", "٣", "--1", "1.5", "1e3", "9" * 5000, "trois"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number(typed) is None


@given(st.text())
def test_nothing_that_can_be_typed_fails(typed: str) -> None:
    found = number(typed)
    assert found is None or -(10**9) < found < 10**9
