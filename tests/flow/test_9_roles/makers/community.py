"""What stands in the paths of the community's life in the forum."""

import io

from PIL import Image

from tests.flow.test_9_roles.things import COURSE, World


def need(world: World) -> str:
    path = f"/api/forum/projects/{world.thing('project')}/needs"
    return world.asks("learner", "POST", path, {"kind": "need", "text": "Un stagiaire."})["needs"][-1]["id"]


def request(world: World) -> str:
    """A request for a hand."""
    asked = {"title": "Qui relit mon questionnaire ?", "body": "x"}
    return world.asks("learner", "POST", f"/api/forum/courses/{COURSE}/help", asked)["id"]


def picture(world: World) -> str:
    client = world.house.client("forum", world.tokens["learner"])
    path = f"/api/forum/courses/{COURSE}/pictures"
    drawn = io.BytesIO()
    Image.new("RGB", (9, 9)).save(drawn, "PNG")
    brought = client.post(path, data=drawn.getvalue(), content_type="image/png").json["id"]
    shown = {"file": brought, "alternative": "Une balance et des épluchures."}
    news = {"body": "Première pesée.", "pictures": [shown]}
    world.asks("learner", "POST", f"/api/forum/projects/{world.thing('project')}/news", news)
    return brought


def contact(world: World) -> str:
    return "no-contact"  # it is shown to nobody but two people: to all others there is none
