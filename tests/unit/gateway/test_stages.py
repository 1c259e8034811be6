"""Which sessions are shown with a stage."""

from gateway.pages.stages import held_in

STAGES = [
    {"number": 1, "opens_at": "2026-06-01T06:00:00+00:00"},
    {"number": 2, "opens_at": "2026-06-08T06:00:00+00:00"},
]
SESSIONS = [{"id": day, "starts_at": f"2026-06-{day}T12:30:00+00:00"} for day in ("01", "07", "08", "30")]


def test_a_session_belongs_to_the_stage_that_is_open_when_it_begins() -> None:
    assert [one["id"] for one in held_in(STAGES[0], STAGES, SESSIONS)] == ["01", "07"]
    assert [one["id"] for one in held_in(STAGES[1], STAGES, SESSIONS)] == ["08", "30"]
    assert held_in(STAGES[0], STAGES, []) == []
