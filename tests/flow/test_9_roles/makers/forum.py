"""What stands in the paths of the forum."""

from datetime import UTC, datetime, timedelta

from tests.flow.test_9_roles.things import COURSE, LATER, World

PROJECT = {
    "title": "Un guichet qui se déplace",
    "summary": "Aller vers les habitants.",
    "theme": "accueil",
    "place": {"name": "Guéret", "country": "FR", "latitude": 46.17, "longitude": 1.87},
}


def discussion(world: World) -> str:
    path = f"/api/forum/courses/{COURSE}/discussions"
    return world.asks("learner", "POST", path, {"title": "Par quoi commencer ?", "body": "Je suis seule."})["id"]


def post(world: World) -> str:
    path = f"/api/forum/discussions/{discussion(world)}/posts"
    return world.asks("learner", "POST", path, {"body": "Par écouter."})["id"]


def project(world: World) -> str:
    return world.asks("learner", "POST", f"/api/forum/courses/{COURSE}/projects", PROJECT)["id"]


def controversy(world: World) -> str:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    asked = {"question": "Faut-il demander la permission ?", "context": "x"}
    asked |= {"opens_at": yesterday, "closes_at": LATER}
    return world.asks("facilitator", "POST", f"/api/forum/courses/{COURSE}/controversies", asked)["id"]


def argument(world: World) -> str:
    path = f"/api/forum/controversies/{controversy(world)}"
    world.asks("learner", "POST", f"{path}/stance", {"stance": 1, "reason": "Oui."})
    asked = {"side": "for", "body": "On a déjà essayé."}
    return world.asks("learner", "POST", f"{path}/arguments", asked)["id"]
