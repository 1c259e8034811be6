"""What a page shows comes in one answer, which says no more than the answers that it stands for."""

from kit.testing import House

from .conftest import COURSE, Member, made, refused
from .test_controversies import argues, asks, dates, takes
from .test_help import meet
from .test_projects import declares


def test_a_discussion_comes_with_its_posts_page_by_page(anna: Member, boris: Member) -> None:
    discussion = anna.opens()
    for words in ("Par le carton.", "Par une visite."):
        made(boris.post(f"discussions/{discussion}/posts", body=words))
    whole = made(anna.get(f"discussions/{discussion}/whole", limit=2))
    assert whole["discussion"] == made(anna.get(f"discussions/{discussion}"))
    assert [post["number"] for post in whole["posts"]] == [1, 2]
    rest = made(anna.get(f"discussions/{discussion}/whole", limit=2, after=whole["next"]))
    assert ([post["body"] for post in rest["posts"]], rest["next"]) == (["Par une visite."], None)


def test_a_controversy_comes_whole_once_ones_own_stance_is_taken(anna: Member, boris: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 1)
    argument = argues(anna, controversy)
    before = made(boris.get(f"controversies/{controversy}/whole"))
    assert (before["arguments"], before["outcome"], before["controversy"]["mine"]) == (None, None, None)
    takes(boris, controversy, -1)
    after = made(boris.get(f"controversies/{controversy}/whole", language="en"))
    assert [one["id"] for one in after["arguments"]] == [argument]
    assert after["outcome"] == made(boris.get(f"controversies/{controversy}/outcome", language="en"))


def test_a_glance_shows_what_moves_and_what_is_open(anna: Member, chloe: Member) -> None:
    assert made(anna.get(f"courses/{COURSE}/glance")) == {"discussions": [], "controversy": None, "spots": []}
    discussion, project = anna.opens(), declares(anna)["id"]
    asks(chloe, **dates(opens=2))
    assert made(anna.get(f"courses/{COURSE}/glance"))["controversy"] is None
    controversy = asks(chloe)
    glance = made(anna.get(f"courses/{COURSE}/glance"))
    assert discussion in [one["id"] for one in glance["discussions"]]
    assert glance["controversy"]["id"] == controversy
    assert [one["id"] for one in glance["spots"]] == [project]


def test_none_of_it_is_for_strangers(house: House, anna: Member, chloe: Member) -> None:
    stranger = house.client("forum", house.signer.token("zoe", {"another-course": ["learner"]}))
    for path in (f"courses/{COURSE}/glance", f"discussions/{anna.opens()}/whole", f"controversies/{asks(chloe)}/whole"):
        refused(stranger.get(f"/api/forum/{path}"), 403)


def test_contacts_that_wait_and_those_that_are_kept_come_together(anna: Member, boris: Member, chloe: Member) -> None:
    meet(anna, boris)
    made(anna.post(f"courses/{COURSE}/contacts", to=chloe.id, word="Bonjour"))
    states = {one["person"]: one["state"] for one in made(anna.get("me/contacts", state="all"))["items"]}
    assert states == {"boris": "accepted", "chloe": "asked"}
