"""Posts are written in Markdown, answered, edited with their history kept, thanked for, removed with their words."""

from typing import Any

import pytest
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import ask, posts, told


def test_a_post_is_kept_as_markdown_and_shown_as_html_without_names(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    post = anna.answers(discussion, "Merci @[Boris Martin](boris), **oui** <script>x</script>")
    assert post["body"] == "Merci @[](boris), **oui** <script>x</script>"
    assert '<span class="mention" data-person="boris">@…</span>, <strong>oui</strong> &lt;script&gt;' in post["html"]
    assert post["mentions"] == ["boris"]
    assert told(quiet_house, "post.published")[-1]["mentions"] == ["boris"]
    assert "Martin" not in str(list(quiet_house.database("forum")["posts"].find()))


@pytest.mark.parametrize(("crowd", "status"), [(21, 422), (1_500, 422), (2_000, 422), (10_000, 413)])
def test_a_crowd_cannot_be_mentioned(quiet_house: House, anna: Actor, crowd: int, status: int) -> None:
    discussion = anna.opens()
    body = " ".join(f"@[x](p{number})" for number in range(crowd))
    events = quiet_house.database("forum")["outbox"].count_documents({})
    problem = ask(anna, "POST", f"/discussions/{discussion['id']}/posts", {"body": body}, status=status)
    assert status == 413 or problem["errors"].keys() == {"body"}
    assert quiet_house.database("forum")["posts"].count_documents({}) == 1
    assert quiet_house.database("forum")["outbox"].count_documents({}) == events


def test_a_reply_names_a_message_of_the_same_discussion(quiet_house: House, anna: Actor, boris: Actor) -> None:
    discussion, other = anna.opens(), anna.opens("Une autre")
    first, elsewhere = posts(anna, discussion["id"])[0], posts(anna, other["id"])[0]
    path = f"/discussions/{discussion['id']}/posts"
    reply = ask(boris, "POST", path, {"body": "Oui", "reply_to": first["id"]}, status=201)
    assert reply["reply_to"] == first["id"]
    assert told(quiet_house, "post.published")[-1]["reply_to"] == first["id"]
    for wrong in (elsewhere["id"], "nobody"):
        problem = ask(boris, "POST", path, {"body": "Oui", "reply_to": wrong}, status=422)
        assert problem["errors"].keys() == {"reply_to"}


def test_what_a_post_said_before_can_be_read_after_an_edit(quiet_house: House, anna: Actor, boris: Actor) -> None:
    post = anna.answers(anna.opens(), "Première version")
    edited = ask(anna, "PATCH", f"/posts/{post['id']}", {"body": "Deuxième version"})
    assert (edited["body"], edited["edits"], edited["number"]) == ("Deuxième version", 1, 2)
    assert edited["edited_at"]
    ask(anna, "PATCH", f"/posts/{post['id']}", {"body": "Troisième"})
    history = ask(boris, "GET", f"/posts/{post['id']}/edits")["items"]
    assert [one["body"] for one in history] == ["Deuxième version", "Première version"]
    assert [one["post"] for one in told(quiet_house, "post.edited")] == [post["id"]] * 2


def test_an_edit_tells_whom_it_mentions_for_the_first_time(quiet_house: House, anna: Actor) -> None:
    post = anna.answers(anna.opens(), "@[](boris) ?")
    for body in ("Personne ?", "@[](boris) et @[](chloe) ?", "Encore @[](chloe), @[](boris) et @[](dora) ?"):
        ask(anna, "PATCH", f"/posts/{post['id']}", {"body": body})
    assert [one["newly_mentioned"] for one in told(quiet_house, "post.edited")] == [[], ["chloe"], ["dora"]]


def test_only_its_author_edits_a_post_and_only_to_say_something_else(anna: Actor, boris: Actor, chloe: Actor) -> None:
    post = anna.answers(anna.opens(), "Par écouter.")
    path = f"/posts/{post['id']}"
    for other in (boris, chloe):
        ask(other, "PATCH", path, {"body": "Autre chose"}, status=403)
    ask(anna, "PATCH", path, {"body": "Par écouter."}, status=409)
    assert ask(anna, "PATCH", path, {"body": ""}, status=422)["errors"].keys() == {"body"}


def test_a_removed_post_leaves_its_place_and_none_of_its_words(quiet_house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    post = boris.answers(discussion, "Un secret")
    ask(boris, "PATCH", f"/posts/{post['id']}", {"body": "Un autre secret"})
    anna.answers(discussion, "La suite")
    ask(anna, "DELETE", f"/posts/{post['id']}", status=403)
    removed = ask(boris, "DELETE", f"/posts/{post['id']}")
    assert (removed["gone"], removed["body"]) == ("removed", "Ce message a été retiré.")
    assert [one["number"] for one in posts(anna, discussion["id"])] == [1, 2, 3]
    assert ask(anna, "GET", f"/posts/{post['id']}/edits")["items"] == []
    database = quiet_house.database("forum")
    kept = [list(database[name].find()) for name in ("posts", "edits", "search", "discussions")]
    assert "secret" not in str(kept)
    assert told(quiet_house, "post.removed") == [
        {"course": COURSE, "discussion": discussion["id"], "post": post["id"], "author": "boris", "by": "boris"}
    ]


def test_what_is_gone_is_neither_edited_nor_removed_nor_thanked_for(anna: Actor, boris: Actor) -> None:
    path = f"/posts/{anna.answers(anna.opens())['id']}"
    ask(anna, "DELETE", path)
    ask(anna, "DELETE", path, status=409)
    ask(anna, "PATCH", path, {"body": "Si"}, status=409)
    ask(boris, "PUT", f"{path}/thanks", status=409)


def test_a_facilitator_may_remove_what_others_wrote(quiet_house: House, anna: Actor, chloe: Actor) -> None:
    post = anna.answers(anna.opens())
    ask(chloe, "DELETE", f"/posts/{post['id']}")
    assert told(quiet_house, "post.removed")[0]["by"] == "chloe"


def test_thanks_are_counted_once_for_each_person_and_can_be_taken_back(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    post = anna.answers(anna.opens())
    path = f"/posts/{post['id']}/thanks"
    for _ in range(2):
        thanked = ask(boris, "PUT", path)
    assert (thanked["thanks"], thanked["thanked"]) == (1, True)
    assert ask(chloe, "PUT", path)["thanks"] == 2
    assert {one["person"] for one in ask(anna, "GET", path)["items"]} == {"boris", "chloe"}
    assert ask(anna, "GET", f"/posts/{post['id']}")["thanked"] is False
    assert ask(boris, "DELETE", path)["thanks"] == 1
    ask(boris, "DELETE", path, status=404)
    ask(anna, "PUT", path, status=409)
    assert [one["by"] for one in told(quiet_house, "post.thanked")] == ["boris", "chloe"]


def test_hidden_words_are_seen_by_their_author_and_by_facilitators_only(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    post = anna.answers(anna.opens(), "Des mots durs")
    quiet_house.database("forum")["posts"].update_one({"_id": post["id"]}, {"$set": {"hidden": "d"}})
    for who in (anna, chloe):
        assert ask(who, "GET", f"/posts/{post['id']}")["body"] == "Des mots durs"
    shown = ask(boris, "GET", f"/posts/{post['id']}")
    assert (shown["gone"], "durs" in str(shown)) == ("hidden", False)
    assert ask(boris, "GET", f"/posts/{post['id']}/edits")["items"] == []


def test_pages_of_posts_begin_after_a_number(anna: Actor) -> None:
    discussion = anna.opens()
    for number in range(2, 6):
        anna.answers(discussion, f"Message {number}")
    first = ask(anna, "GET", f"/discussions/{discussion['id']}/posts", limit=2)
    assert ([one["number"] for one in first["items"]], first["next"]) == ([1, 2], "2")
    last = ask(anna, "GET", f"/discussions/{discussion['id']}/posts", limit=3, after="2")
    assert ([one["number"] for one in last["items"]], last["next"]) == ([3, 4, 5], None)
    for wrong in ("x", "-1", "²"):
        ask(anna, "GET", f"/discussions/{discussion['id']}/posts", status=422, after=wrong)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"body": "x"}),
        ("DELETE", "", None),
        ("GET", "/edits", None),
        ("GET", "/thanks", None),
        ("PUT", "/thanks", None),
        ("DELETE", "/thanks", None),
    ],
)
def test_a_post_is_closed_to_another_course_and_unknown_ones_are_not_found(
    quiet_house: House, anna: Actor, method: str, path: str, body: Any
) -> None:
    post = anna.answers(anna.opens())
    stranger = Actor(quiet_house, "stranger", course="jardinage")
    ask(stranger, method, f"/posts/{post['id']}{path}", body, status=403)
    ask(anna, method, f"/posts/nobody{path}", body, status=404)
