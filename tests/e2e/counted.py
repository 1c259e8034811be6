"""The figures of a course counted again, straight from the services' own documents: what reporting must agree with."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from pymongo import MongoClient
from reporting import store
from reporting.domain.summary import summary
from reporting.views import reading

Figures = dict[str, Any]


def counted(mongo: MongoClient, course: str) -> Figures:
    """From enrolment's and forum's documents, in plain loops that know nothing of events."""
    forum = mongo["bascule_forum"]
    people = [one for one in mongo["bascule_enrolment"]["enrolments"].find({"course": course}) if _learns(one)]
    posts = list(forum["posts"].find({"course": course}))
    discussions = {one["_id"]: one for one in forum["discussions"].find({"course": course})}
    asked = {one for one, discussion in discussions.items() if discussion["question"]}
    others = {post["discussion"] for post in posts if post["author"] != discussions[post["discussion"]]["author"]}
    stances = list(forum["stances"].find())
    return {
        "enrolled": len(people),
        "continents": Counter(one["continent"] for one in people),
        "alone": sum(bool(one["alone"]) for one in people),
        "departments": len({one["department"] for one in people if one["country"] == "FR" and one["department"]}),
        "discussions": len(discussions),
        "posts": len(posts),
        "voices": len({post["author"] for post in posts}),
        "unanswered": len(asked - others),
        "projects": forum["projects"].count_documents({"course": course}),
        "hands": forum["help_requests"].count_documents({"course": course}),
        "stances": Counter(one["controversy"] for one in stances),
    }


def _learns(enrolment: dict[str, Any]) -> bool:
    return enrolment["roles"][0] == "learner" and not enrolment.get("left_at")


def told(mongo: MongoClient, course: str) -> Figures:
    """What reporting says, in the same words."""
    database = mongo["bascule_reporting"]
    found = summary(reading.now(database, course), database["pulses"].find({"course": course}), datetime.now(UTC))
    people, forum = found["people"], found["forum"]
    return {
        "enrolled": people["enrolled"],
        "continents": Counter({one["name"]: one["count"] for one in people["by_continent"]}),
        "alone": people["reach"]["alone"],
        "departments": people["reach"]["departments_reached"],
        "discussions": forum["discussions"],
        "posts": forum["posts"],
        "voices": forum["voices"],
        "unanswered": forum["unanswered"],
        "projects": found["projects"]["projects"],
        "hands": found["hands"]["asked"],
        "stances": Counter({one["controversy"]: one["voices"] for one in found["controversies"] if one["voices"]}),
    }


def kept(mongo: MongoClient) -> int:
    """The position of reporting's event store."""
    return store.position(mongo["bascule_reporting"])
