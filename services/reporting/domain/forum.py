"""Whether people talk with each other: what is alive, who speaks, how soon a question is answered."""

from datetime import datetime
from typing import Any

from reporting.domain import ALIVE, Document, Read
from reporting.domain.numbers import gini, middle_hours, share


def summary(read: Read, now: datetime) -> dict[str, Any]:
    """`evenness` is 1 less Gini's coefficient of posts by person: 1 when everybody who speaks speaks as much."""
    discussions = {one["_id"]: one for one in read("discussions")}
    voices = list(read("voices"))
    by_person: dict[str, int] = {}
    for voice in voices:
        by_person[voice["person"]] = by_person.get(voice["person"], 0) + voice["posts"]
    uneven = gini(by_person.values())
    standing = [one for one in discussions.values() if not one.get("merged")]
    return {
        "discussions": len(standing),
        "alive": sum(1 for one in standing if "last_at" in one and one["last_at"] >= now - ALIVE),
        "posts": sum(one.get("posts", 0) for one in discussions.values()),
        "thanks": sum(one.get("thanks", 0) for one in discussions.values()),
        "voices": len(by_person),
        "gini": uneven,
        "evenness": None if uneven is None else round(1 - uneven, 3),
        **_questions(discussions, voices),
    }


def _questions(discussions: dict[str, Document], voices: list[Document]) -> dict[str, Any]:
    questions = [one for one in discussions.values() if one.get("question") and not one.get("merged")]
    answered = first_answers(discussions, voices)
    waits = [(one["opened_at"], answered[one["_id"]]) for one in questions if one["_id"] in answered]
    return {
        "questions": len(questions),
        "unanswered": len(questions) - len(waits),
        "answered_share": share(len(waits), len(questions)),
        "accepted": sum(1 for one in questions if "accepted_at" in one),
        "hours_to_first_answer": middle_hours(waits),
    }


def first_answers(discussions: dict[str, Document], voices: list[Document]) -> dict[str, datetime]:
    """When somebody else than who asked first spoke, by discussion."""
    first: dict[str, datetime] = {}
    for voice in voices:
        discussion = discussions.get(voice["discussion"], {})
        if "opened_at" in discussion and voice["person"] != discussion.get("author"):
            name = voice["discussion"]
            first[name] = min(voice["first_at"], first.get(name, voice["first_at"]))
    return first
