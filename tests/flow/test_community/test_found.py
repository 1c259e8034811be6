"""Projects, controversies and requests for a hand are found like messages; what is hidden or private is not."""

from collections.abc import Callable
from typing import Any

import pytest
from forum import librarian
from kit.settings import Settings
from kit.testing import House

from .conftest import COURSE, Member, made
from .test_controversies import asks as opens_a_controversy
from .test_controversies import dates
from .test_help import asks as asks_for_a_hand
from .test_help import meet
from .test_projects import declares

Find = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def find(house: House, settings: Settings) -> Find:
    """Kinds and ids of what somebody finds, once the librarian has been round."""

    def find(person: Member, q: str) -> list[tuple[str, str]]:
        librarian.file_what_changed(house.database("forum"), settings)
        return [(one["kind"], one["id"]) for one in made(person.get(f"courses/{COURSE}/search", q=q))["items"]]

    return find


def test_everything_of_the_community_is_found_by_its_words(
    find: Find, anna: Member, boris: Member, chloe: Member
) -> None:
    project, request = declares(anna)["id"], asks_for_a_hand(anna)["id"]
    controversy = opens_a_controversy(chloe)
    assert find(boris, "camionnettes") == [("project", project)]
    assert find(boris, "questionnaires") == [("help", request)]
    assert ("controversy", controversy) in find(boris, "transgresser")
    made(anna.post(f"projects/{project}/needs", kind="need", text="Un mécanicien bénévole"))
    assert find(boris, "mecanicien") == [("project", project)]


def test_what_is_hidden_or_between_a_few_or_to_come_is_not_found(
    find: Find, anna: Member, boris: Member, chloe: Member
) -> None:
    project = declares(anna)["id"]
    meet(anna, boris)
    asks_for_a_hand(anna, to=["boris"])
    opens_a_controversy(chloe, **dates(opens=1))
    decision: dict[str, Any] = {"about": {"type": "project", "id": project}, "reason": "Une publicité."}
    made(chloe.post(f"courses/{COURSE}/decisions", action="hide", **decision))
    for word in ("camionnette", "questionnaire", "transgresser"):
        assert find(boris, word) == []
    made(chloe.post(f"courses/{COURSE}/decisions", action="restore", **decision))
    assert find(boris, "camionnette") == [("project", project)]
