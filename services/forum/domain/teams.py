"""Teams: whoever declares a project leads it, others join and leave, and a team is never empty.

`team` says who is in it, since when and in what role, `members` who alone, so that one's own projects are found.
Only erasure may leave a project without anybody; whoever joins it then leads it.
"""

from datetime import datetime

from kit.errors import Conflict, Forbidden, Invalid

from forum.domain import Document

LARGEST = 50


def must_be_in_team(project: Document, person: str) -> None:
    if person not in project["members"]:
        raise Forbidden("Only the team of this project may do this")


def joined(project: Document, person: str, role: str, now: datetime) -> Document:
    """With one more in the team, who may fill an open role. Raises Conflict (in it, or it is full), Invalid (role)."""
    if person in project["members"]:
        raise Conflict("You are in this team already")
    if len(project["members"]) >= LARGEST:
        raise Conflict(f"A team has at most {LARGEST} people")
    if role and role not in project["open_roles"]:
        raise Invalid(errors={"role": ["This role is not open; leave it out to join without one."]})
    joined = [*project["team"], {"person": person, "role": role, "since": now}]
    roles = [one for one in project["open_roles"] if one != role]
    return _with_team(project, joined) | {"open_roles": roles, "lead": project["lead"] or person}


def left(project: Document, person: str) -> Document:
    """Without one of the team. Raises Forbidden (not in it), Conflict (the last one, or who leads it)."""
    must_be_in_team(project, person)
    if len(project["members"]) == 1:
        raise Conflict("You are the only one in this team: a project is never left alone")
    if project["lead"] == person:
        raise Conflict("You lead this project: hand it over first")
    return without(project, person)


def handed_over(project: Document, person: str, to: str) -> Document:
    """Led by another of the team. Raises Forbidden unless asked by who leads it, Invalid for who is not in the team."""
    if project["lead"] != person:
        raise Forbidden("Only who leads this project may hand it over")
    if to not in project["members"]:
        raise Invalid(errors={"to": ["Not in the team of this project."]})
    return {**project, "lead": to}


def without(project: Document, person: str) -> Document:
    """Without a person, whoever they are: who has been there longest leads it from then on."""
    after = _with_team(project, [one for one in project["team"] if one["person"] != person])
    if project["lead"] == person:
        after["lead"] = after["members"][0] if after["members"] else None
    return after


def _with_team(project: Document, team: list[Document]) -> Document:
    return {**project, "team": team, "members": [one["person"] for one in team]}
