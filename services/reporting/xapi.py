"""What happened, in the words of xAPI 1.0.3, for Learning Record Stores.

The vocabulary is the one that learning forums share: verbs `viewed` (TinCan) and `created`, `updated` (US DoD-ISD),
types `community-site` and `discussion` (TinCan) and `message` (Acrossx); sessions speak the virtual classroom profile.
Actors are accounts: pseudonyms of this house, never a name or an address. Each statement passes a library's models
before it leaves.
"""

from typing import Any

from reporting.domain import Document
from reporting.domain.feed import instant

TINCAN, DOD, ACROSSX = "http://id.tincanapi.com", "http://activitystrea.ms", "https://w3id.org/xapi"
VERBS = {
    "registered": "http://adlnet.gov/expapi/verbs/registered",
    "created": "https://w3id.org/xapi/dod-isd/verbs/created",
    "updated": "https://w3id.org/xapi/dod-isd/verbs/updated",
    "viewed": f"{TINCAN}/verb/viewed",
    "joined": f"{ACROSSX}/virtual-classroom/verbs/joined",
    "liked": f"{DOD}/like",
}
TYPES = {
    "community": f"{TINCAN}/activitytype/community-site",
    "discussion": f"{TINCAN}/activitytype/discussion",
    "message": f"{ACROSSX}/acrossx/activities/message",
    "classroom": f"{ACROSSX}/virtual-classroom/activity-types/virtual-classroom",
    "project": f"{TINCAN}/activitytype/project-site",
}
Says = tuple[str, str, str, str, str]
"""Verb, the field of who acts, the type of the object, the field of its id, the field of its name (or none)."""
SAYINGS: dict[str, Says] = {
    "enrolment.learner.enrolled": ("registered", "learner", "community", "course", ""),
    "enrolment.session.registered": ("registered", "learner", "classroom", "session", ""),
    "enrolment.session.attended": ("joined", "learner", "classroom", "session", ""),
    "forum.discussion.opened": ("created", "author", "discussion", "discussion", "title"),
    "forum.post.published": ("created", "author", "message", "post", ""),
    "forum.post.edited": ("updated", "by", "message", "post", ""),
    "forum.post.thanked": ("liked", "by", "message", "post", ""),
    "forum.argument.made": ("created", "author", "message", "argument", ""),
    "forum.project.declared": ("created", "author", "project", "project", "title"),
    "forum.project.updated": ("updated", "by", "project", "project", "title"),
    "forum.project.joined": ("joined", "learner", "project", "project", "title"),
}


def statement(stored: Document, home: str) -> dict[str, Any] | None:
    """The statement of a stored event, None when xAPI has no words for it; `home` is the public address of this house.

    Raises pydantic.ValidationError when it is no good statement, which is a bug of ours.
    """
    says = SAYINGS.get(stored["type"].removeprefix("org.bascule.").rpartition(".v")[0])
    if says is None:
        return None
    verb, actor, kind, identity, name = says
    data = stored["data"]
    if verb == "joined" and data.get("how") == "later":
        verb = "viewed"
    definition: dict[str, Any] = {"type": TYPES[kind]}
    if name:
        definition["name"] = {"fr": data[name]}
    course = f"{home}/xapi/community/{stored['course']}"
    told = {
        "id": stored["id"],
        "timestamp": instant(stored["time"]),
        "version": "1.0.0",
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": data[actor]}},
        "verb": {"id": VERBS[verb], "display": {"en-US": verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/xapi/{kind}/{data[identity]}",
            "definition": definition,
        },
        "context": {"contextActivities": {"parent": [{"objectType": "Activity", "id": course}]}},
    }
    _check(told)
    return told


def _check(told: dict[str, Any]) -> None:
    """Raises pydantic.ValidationError. Ralph's models cost 40 MB, so only who makes statements pays for them."""
    from ralph.models.xapi.base.statements import BaseXapiStatement

    BaseXapiStatement.model_validate(told)
