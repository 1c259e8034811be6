"""What stands in the paths of enrolment."""

import io

from PIL import Image

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


def stage(world: World) -> str:
    asked = {"number": 7, "title": "Une étape", "summary": "x", "opens_at": LATER}
    return world.asks("facilitator", "POST", f"/api/enrolment/courses/{COURSE}/stages", asked)["id"]


def file(world: World) -> str:
    client = world.house.client("enrolment", world.tokens["facilitator"])
    brought = client.post(f"/api/enrolment/courses/{COURSE}/files", data=b"Bonjour", content_type="text/plain").json
    asked = {"attachments": [{"file": brought["id"], "name": "notes"}]}
    world.asks("facilitator", "PATCH", f"/api/enrolment/stages/{world.thing('stage')}", asked)
    return brought["id"]


def secret(world: World) -> str:
    return world.asks("learner", "POST", "/api/enrolment/me/calendar")["url"].rpartition("/")[2].removesuffix(".ics")


def sketchnote(world: World) -> str:
    client = world.house.client("enrolment", world.tokens["facilitator"])
    drawn = io.BytesIO()
    Image.new("RGB", (9, 9)).save(drawn, "PNG")
    file = client.post(f"/api/enrolment/courses/{COURSE}/files", data=drawn.getvalue(), content_type="image/png").json
    about = {"type": "stage", "id": world.thing("stage")}
    asked = {"title": "Un dessin", "alternative": "Un carré noir sur rien.", "about": about, "file": file["id"]}
    return world.asks("facilitator", "POST", f"/api/enrolment/courses/{COURSE}/sketchnotes", asked)["id"]


def announcement(world: World) -> str:
    path = f"/api/enrolment/courses/{COURSE}/announcements"
    return world.asks("facilitator", "POST", path, {"title": "Vendredi", "body": "À midi."})["id"]
