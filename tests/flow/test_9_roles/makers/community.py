"""What stands in the paths of the community's life in the forum."""

from tests.flow.test_9_roles.things import COURSE, World


def need(world: World) -> str:
    path = f"/api/forum/projects/{world.thing('project')}/needs"
    return world.asks("learner", "POST", path, {"kind": "need", "text": "Un stagiaire."})["needs"][-1]["id"]


def request(world: World) -> str:
    """A request for a hand."""
    asked = {"title": "Qui relit mon questionnaire ?", "body": "x"}
    return world.asks("learner", "POST", f"/api/forum/courses/{COURSE}/help", asked)["id"]


def contact(world: World) -> str:
    return "no-contact"  # it is shown to nobody but two people: to all others there is none
