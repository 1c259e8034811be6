"""The ring of what was told: whoever comes back misses nothing, and it never pretends to know more than it does."""

from gateway.news import Ring

from tests.unit.gateway.telling import COURSE, bell, figures, offsets


def test_who_comes_back_hears_what_was_missed_in_order() -> None:
    ring = Ring()
    for offset in range(5):
        ring.add(figures(offset))
    assert offsets(ring.since(1, COURSE, None)) == [2, 3, 4]
    assert offsets(ring.since(4, COURSE, None)) == []


def test_a_bell_is_for_those_whom_it_names_and_in_its_course_only() -> None:
    ring = Ring()
    ring.add(bell(0, "anna"))
    ring.add(figures(1, "another-course"))
    assert offsets(ring.since(-1, COURSE, "anna")) == [0]
    assert offsets(ring.since(-1, COURSE, "boris")) == []
    assert offsets(ring.since(-1, COURSE, None)) == []
    assert offsets(ring.since(-1, "another-course", "anna")) == [1]


def test_the_ring_does_not_pretend_to_know_what_it_has_forgotten_or_not_yet_read() -> None:
    ring = Ring(most=2)
    for offset in range(4):
        ring.add(figures(offset))
    assert ring.since(0, COURSE, None) is None
    assert offsets(ring.since(1, COURSE, None)) == [2, 3]
    assert ring.since(4, COURSE, None) is None


def test_one_announcement_to_thousands_does_not_fill_the_memory() -> None:
    ring = Ring(most_names=100)
    for offset in range(3):
        ring.add(bell(offset, *(f"p{number}" for number in range(60))))
    assert offsets(ring.since(1, COURSE, "p1")) == [2]
    assert ring.since(0, COURSE, "p1") is None


def test_what_is_no_news_moves_the_place_to_resume_from() -> None:
    ring = Ring()
    ring.add(figures(0))
    ring.reach(40)
    assert offsets(ring.since(40, COURSE, None)) == []
