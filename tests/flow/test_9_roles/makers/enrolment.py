"""What stands in the paths of enrolment."""

from tests.flow.test_9_roles.things import COURSE, LATER, World


def person(world: World) -> str:
    return world.grant("learner", COURSE)


def session(world: World) -> str:
    asked = {"title": "Mi-parcours", "summary": "x", "starts_at": LATER, "minutes": 60}
    return world.asks("facilitator", "POST", f"/api/enrolment/courses/{COURSE}/sessions", asked)["id"]


def importing(world: World) -> str:
    path = f"/api/enrolment/courses/{COURSE}/imports"
    head = "name,email,country,department,organisation,kind,size,alone,hopes"
    client = world.house.client("enrolment", world.tokens["facilitator"])
    return client.post(path, data=head, content_type="text/csv").json["id"]
