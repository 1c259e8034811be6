"""Everything that was written can be found, in French and in English, however it is spelt, and by nobody else."""

import threading
from typing import Any

import pytest
from forum import librarian, store
from kit.settings import Settings
from kit.testing import House, eventually
from kit.unit_of_work import Work, transact

from ..conftest import COURSE, Actor
from .parts import ask, file_all, found


@pytest.fixture
def library(quiet_house: House, settings: Settings, anna: Actor, boris: Actor) -> dict[str, Any]:
    """Three discussions with an answer, filed."""
    garden = anna.opens("Un jardin partagé derrière l'école", body="Qui a **travaillé** avec des élus ?", question=True)
    bikes = boris.opens("Shared bikes for small cities", body="Sharing what we learned.", tags=["mobility"])
    boris.answers(garden, "Les bibliothèques municipales prêtent des graines.")
    anna.opens("Accueil des nouveaux arrivants", body="Le cœur du sujet : l’écoute.")
    file_all(quiet_house, settings)
    return {"garden": garden, "bikes": bikes}


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("ecole", ["Un jardin partagé derrière l'école"]),
        ("ÉCOLES jardins", ["Un jardin partagé derrière l'école"]),
        ("travailler élue", ["Un jardin partagé derrière l'école"]),
        ("bibliotheque", ["Un jardin partagé derrière l'école"]),
        ("share city", ["Shared bikes for small cities"]),
        ("coeur", ["Accueil des nouveaux arrivants"]),
        ("l'écoute", ["Accueil des nouveaux arrivants"]),
        ("jardin bikes", []),
        ("le la les", []),
        ("🙂", []),
    ],
)
def test_words_are_found_whatever_their_form(library: Any, anna: Actor, q: str, titles: list[str]) -> None:
    assert [title for _, title in found(anna, q)] == titles


def test_what_is_found_says_where_it_stands_and_why(library: Any, anna: Actor) -> None:
    (item,) = ask(anna, "GET", f"/courses/{COURSE}/search", q="graine")["items"]
    assert (item["kind"], item["author"], item["discussion"]) == ("post", "boris", library["garden"]["id"])
    ((start, end),) = item["marks"]
    assert item["snippet"][start:end] == "graines"
    assert "*" not in found_snippet(anna, "travaillé")


def found_snippet(who: Actor, q: str) -> str:
    return ask(who, "GET", f"/courses/{COURSE}/search", q=q)["items"][0]["snippet"]


def test_filters_narrow_what_is_found(library: Any, anna: Actor, boris: Actor) -> None:
    assert found(anna, kind="post") == [("post", "Un jardin partagé derrière l'école")]
    assert found(anna, "shared", tag="Mobility") == [("discussion", "Shared bikes for small cities")]
    assert found(anna, "jardin", tag="mobility") == []
    assert found(boris, filter="mine", kind="discussion") == [("discussion", "Shared bikes for small cities")]
    assert found(boris, "jardin", filter="followed") == [("discussion", "Un jardin partagé derrière l'école")]
    assert found(boris, "accueil", filter="followed") == []
    assert found(boris, "accueil", filter="unread") == [("discussion", "Accueil des nouveaux arrivants")]
    assert found(boris, "jardin", filter="unread") == []
    assert found(anna, filter="unanswered") == [], "boris has answered"
    assert found(anna) == []


def test_an_edited_text_is_found_by_its_new_words_only(
    quiet_house: House, settings: Settings, library: Any, anna: Actor
) -> None:
    post = anna.answers(library["bikes"], "Un mot ancien")
    file_all(quiet_house, settings)
    ask(anna, "PATCH", f"/posts/{post['id']}", {"body": "Un mot moderne"})
    ask(anna, "PATCH", f"/discussions/{library['garden']['id']}", {"title": "Potager commun", "tags": ["terre"]})
    file_all(quiet_house, settings)
    assert (found(anna, "ancien"), len(found(anna, "moderne"))) == ([], 1)
    assert (found(anna, "jardin"), found(anna, "potager")) == ([], [("discussion", "Potager commun")])
    assert {kind for kind, _ in found(anna, tag="terre")} == {"discussion", "post"}


def test_a_removed_text_is_found_no_more_and_leaves_no_word(
    quiet_house: House, settings: Settings, library: Any, anna: Actor
) -> None:
    post = anna.answers(library["bikes"], "Extraordinairement")
    file_all(quiet_house, settings)
    assert len(found(anna, "extraordinairement")) == 1
    ask(anna, "DELETE", f"/posts/{post['id']}")
    file_all(quiet_house, settings)
    assert found(anna, "extraordinairement") == []
    database = quiet_house.database("forum")
    assert database["search"].find_one(f"post/{post['id']}") is None
    assert not [key for key in database["postings"].distinct("_id") if "extraordin" in key]


def test_pages_of_what_is_found_follow_each_other(quiet_house: House, settings: Settings, anna: Actor) -> None:
    discussion = anna.opens()
    for number in range(7):
        anna.answers(discussion, f"Un vélo, numéro {number}")
    file_all(quiet_house, settings)
    seen, after = [], {}
    while True:
        page = ask(anna, "GET", f"/courses/{COURSE}/search", q="vélos", limit=3, **after)
        seen += [one["snippet"][-1] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == list("6543210")


def test_similar_discussions_are_shown_while_one_is_being_written(library: Any, anna: Actor) -> None:
    path = f"/courses/{COURSE}/discussions/similar"
    titles = [one["title"] for one in ask(anna, "GET", path, title="Jardins partagés à l'école ?")["items"]]
    assert titles == ["Un jardin partagé derrière l'école"]
    assert ask(anna, "GET", path, title="Rien de tel")["items"] == []
    ask(anna, "GET", path, status=422)


def test_a_course_is_searched_by_its_members_only(quiet_house: House, library: Any, anna: Actor) -> None:
    stranger = Actor(quiet_house, "stranger", course="jardinage")
    ask(stranger, "GET", f"/courses/{COURSE}/search", q="jardin", status=403)
    ask(stranger, "GET", f"/courses/{COURSE}/discussions/similar", title="jardin", status=403)
    assert ask(stranger, "GET", "/courses/jardinage/search", q="jardin")["items"] == []
    for asked in ({"q": "x" * 201}, {"kind": "song"}, {"filter": "best"}, {"after": "x"}):
        assert ask(anna, "GET", f"/courses/{COURSE}/search", status=422, **asked)["errors"].keys() == asked.keys()


def test_other_kinds_of_things_are_found_once_they_are_indexed(
    quiet_house: House, settings: Settings, anna: Actor
) -> None:
    def index(work: Work) -> None:
        store.search.index(
            work, "project", "p1", COURSE, "Un guichet mobile", "Aller vers les habitants", author="anna"
        )

    transact(quiet_house.database("forum"), index, deadline=5)
    file_all(quiet_house, settings)
    (item,) = ask(anna, "GET", f"/courses/{COURSE}/search", q="guichets habitant")["items"]
    assert (item["kind"], item["id"], item["title"], item["discussion"]) == ("project", "p1", "Un guichet mobile", None)


def test_two_librarians_at_once_give_every_text_one_place(quiet_house: House, settings: Settings, anna: Actor) -> None:
    discussion = anna.opens()
    for number in range(30):
        anna.answers(discussion, f"Un vélo, numéro {number}")
    database = quiet_house.database("forum")
    filed: list[int] = []
    both = [
        threading.Thread(target=lambda: filed.append(librarian.file_what_changed(database, settings))) for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(filed) == 31
    assert sorted(text["place"] for text in database["search"].find()) == list(range(31))
    assert len(found(anna, "vélo", limit=100)) == 30


def test_a_relay_lets_new_texts_be_found_within_a_moment(quiet_house: House, anna: Actor) -> None:
    quiet_house.run()
    anna.opens("Une passerelle neuve")
    eventually(lambda: found(anna, "passerelles"))


def test_what_is_hidden_is_found_again_once_it_is_restored(
    quiet_house: House, settings: Settings, library: Any, boris: Actor, chloe: Actor
) -> None:
    about = {"type": "discussion", "id": library["garden"]["id"]}
    for action, titles in (("hide", []), ("restore", ["Un jardin partagé derrière l'école"])):
        asked = {"action": action, "about": about, "reason": "Le temps d'en parler."}
        ask(chloe, "POST", f"/courses/{COURSE}/decisions", asked, status=201)
        file_all(quiet_house, settings)
        assert [title for _, title in found(boris, "jardin")] == titles
        assert [title for _, title in found(boris, "graines")] == titles, "an answer is found where its discussion is"
