"""What the demo looks up in the services' databases, since it supervises them: nobody else may read there."""

from kit import outbox
from pymongo import ReturnDocument

from embedded.demo import load
from embedded.demo.seed import MEMORY
from embedded.house import House

COURSE = load("course")["id"]


def next_scene(house: House) -> dict:
    """The scene whose turn it is: each play takes the next, or its learners would ask for links too often."""
    memory = house.database("enrolment")[MEMORY]
    one_more = {"$inc": {"made": 1}}
    plays = memory.find_one_and_update({"_id": "plays"}, one_more, upsert=True, return_document=ReturnDocument.AFTER)
    assert plays is not None, "an upsert answers"
    scenes = load("scenes")
    return scenes[(plays["made"] - 1) % len(scenes)]  # type: ignore[index]  # an upsert that returns what is after


def discussion(house: House, title: str) -> str:
    """The id of a discussion that the story has opened."""
    number = [each["title"] for each in load("discussions")].index(title)
    remembered = house.database("forum")[MEMORY].find_one(f"discussion/{number:02}")
    assert remembered is not None, "the story is told before it is played"
    return remembered["made"]


def enrolled(house: House) -> int:
    """How many people are enrolled in the course, in whatever role."""
    return house.database("enrolment")["enrolments"].count_documents({"course": COURSE})


def rung(house: House, project: str) -> int:
    """On how many bells the declaration of a project is: announced once, it is on all but its author's."""
    declared = house.database("forum")[outbox.COLLECTION].find_one({"aggregate": project, "sequence": 1})
    if declared is None:
        return 0
    announced = house.database("notifications")["broadcasts"].find_one({"_id": declared["_id"]})
    return enrolled(house) - 1 if announced else 0
