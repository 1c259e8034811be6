"""Reporting's rules by themselves: numbers, pseudonyms, tokens, addresses, cells of a spreadsheet, words of xAPI."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.errors import Forbidden, Unauthenticated
from reporting import xapi
from reporting.domain import consumers, feed, sources, wording
from reporting.domain.numbers import gini
from reporting.domain.pseudonyms import mentioned, replaced
from reporting.domain.pulses import stem_of
from reporting.events import PUBLIC
from reporting.paper import charts
from reporting.push.addresses import Refused, checked, is_public
from reporting.views.tables import cell

from tests.catalogue import contract


def test_gini_is_nothing_for_equals_and_much_for_one_voice() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 12]) == 0.75
    assert gini([]) is None


@given(st.lists(st.integers(0, 1000), min_size=1))
def test_gini_stays_between_none_and_one(amounts: list[int]) -> None:
    value = gini(amounts)
    assert value is None or 0 <= value < 1


PERSON, OTHER = "01980c5e-7a00-7000-8000-00000000aaaa", "01980c5e-7a00-7000-8000-00000000bbbb"
anything = st.recursive(
    st.sampled_from([PERSON, OTHER, f"course/{PERSON}", "un mot", 3, None, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)


@given(anything)
def test_a_replaced_pseudonym_is_nowhere_and_nothing_else_changes(value: Any) -> None:
    changed = replaced(value, PERSON, "fresh")
    assert PERSON not in str(changed)
    assert replaced(changed, "fresh", PERSON) == value


@pytest.mark.parametrize("fact", PUBLIC, ids=lambda fact: fact.type)
def test_every_person_in_an_event_is_found(fact: Any) -> None:
    """The examples are told by and about the same few people."""
    _, example = contract(fact.type)
    people = {f"01980c5e-7a00-7000-8000-00000000000{number}" for number in (3, 6)}
    written = {one for one in people if one in str(example)}
    assert written <= set(mentioned(example))


def token(**more: Any) -> tuple[str, dict[str, Any]]:
    made = consumers.new_token("abc")
    return made, {"digest": consumers.digest(made), "expires_at": None, "revoked_at": None} | more


def test_a_token_opens_only_with_its_own_secret() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    good, consumer = token()
    assert consumers.identity_of(good) == "abc"
    assert consumers.check(consumer, good, now) is consumer
    for bad in (good + "x", consumers.new_token("abc"), "bsc_abc_"):
        with pytest.raises(Unauthenticated):
            consumers.check(consumer, bad, now)
    with pytest.raises(Unauthenticated, match="expired"):
        consumers.check(consumer | {"expires_at": now}, good, now)


def test_a_scope_is_never_exceeded() -> None:
    assert consumers.allowed_courses(["a", "b"], None) == ["a", "b"]
    with pytest.raises(Forbidden):
        consumers.allowed_courses(["a"], "b")
    with pytest.raises(Forbidden):
        consumers.allowed_types(["x"], ["x", "y"])
    assert consumers.allowed_types([], []) == []


@given(st.integers(0, 10**12), st.sampled_from(["", "a-course", "another-course"]))
def test_a_cursor_comes_back_as_its_position(position: int, scope: str) -> None:
    assert feed.position(feed.cursor(position, scope), scope, newest=10**12) == position


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::",
        ),
        *("fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "ff02::1"),
        "255.255.255.255",
    ],
)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *("https://127.0.0.1/in", "https://[::1]/in", "https://2130706433/in", "https://localhost/in", "https://0/"),
        *("http://8.8.8.8/in", "ftp://8.8.8.8/in", "https://user:password@8.8.8.8/in", "https://", "nonsense"),
        *("https://8.8.8.8:99999/", "https://8.8.8.8/a b", "file:///etc/passwd", "https://[::ffff:10.0.0.8]/"),
    ],
)
def test_what_must_not_be_pushed_to_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        checked(url, private_allowed=False)


def test_a_checked_address_is_the_one_that_is_used() -> None:
    assert checked("https://8.8.8.8/in", private_allowed=False).address == "8.8.8.8"


def test_a_cell_is_never_a_formula() -> None:
    assert cell("=1+1") == "'=1+1"
    assert cell("À propos") == "À propos"


def test_words_count_alike_in_both_languages() -> None:
    assert stem_of("Élans") == stem_of("elan")
    assert stem_of("doubts") == stem_of("doubt")
    assert stem_of("envie") != stem_of("peur")


@pytest.mark.parametrize("saying", xapi.SAYINGS)
def test_every_saying_makes_a_valid_statement(saying: str) -> None:
    data = contract(f"org.bascule.{saying}.v1")[1]
    stored = {"id": PERSON, "type": f"org.bascule.{saying}.v1", "time": datetime(2026, 6, 1, tzinfo=UTC)}
    told = xapi.statement(stored | {"data": data, "course": data["course"]}, "https://bascule.demo.example")
    assert told is not None
    assert "mbox" not in str(told)


def test_every_figure_and_table_of_a_report_has_words_and_existing_events() -> None:
    for language in ("fr", "en"):
        assert set(wording.FIGURES[language]) == set(sources.FIGURES)
        assert set(wording.TABLES[language]) == set(sources.TABLES)
    assert not set(sources.FIGURES) & set(sources.TABLES), "words are looked up by name"
    known = [fact.type for fact in PUBLIC]
    for _, types in (sources.FIGURES | sources.TABLES).values():
        assert feed.types(",".join(types), known)


def test_a_chart_survives_any_label() -> None:
    drawn = charts.bars('<&"', [("<script>", 3), ("", 0)])
    assert "<script>" not in drawn
    assert charts.bars("nothing", []).startswith("<svg")
