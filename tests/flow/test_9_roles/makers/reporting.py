"""Who makes what reporting's paths name."""

from tests.flow.test_9_roles.things import COURSE, World


def consumer(world: World) -> str:
    return world.asks("reporter", "POST", f"/api/reporting/courses/{COURSE}/consumers", {"name": "x"})["id"]


def bilan(world: World) -> str:
    asked = {"first": "2026-06-01", "last": "2026-06-19"}
    return world.asks("facilitator", "POST", f"/api/reporting/courses/{COURSE}/bilans", asked)["id"]


def pulse(world: World) -> str:
    """About a stage that reporting has heard of."""
    stage = {"_id": "a-stage", "course": COURSE, "number": 1, "title": "Un"}
    world.house.database("reporting")["stages"].insert_one(stage)
    asked = {"about": {"type": "stage", "id": "a-stage"}, "mood": 4}
    return world.asks("learner", "POST", f"/api/reporting/courses/{COURSE}/pulses", asked)["id"]


def view(world: World) -> str:
    return "people"
