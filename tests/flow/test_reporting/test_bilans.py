"""The report: one page to read, in which every figure says where it comes from, and which can be made again."""

import json
from typing import Any

import pytest
from kit.testing import House
from reporting.store import erasure

from .conftest import COURSE, Caller, Teller, as_role, later
from .test_pulses import PEOPLE, tells

PERIOD = {"first": "2026-06-01", "last": "2026-06-19"}


@pytest.fixture
def lively(teller: Teller) -> Teller:
    teller.tell("enrolment.course.opened", COURSE, title="Innovation publique", language="fr")
    teller.tell("enrolment.stage.opened", "stage-1", stage="stage-1", number=1, title="Oser")
    for person in PEOPLE:
        teller.enrols(person)
        tells(teller, person, words=["élan"], sentence=f"Je suis {person}.", quotable="named")
    teller.opens("anna", "d1", later(days=1), question=True)
    teller.posts("boris", "d1", later(days=1, hours=2))
    teller.tell("forum.project.declared", "p1", later(days=2), project="p1")
    teller.tell("enrolment.sketchnote.published", "n1", later(days=2), sketchnote="n1", title="Ce qui nous tient")
    return teller


def published(teller: Teller, **more: Any) -> str:
    asked = PERIOD | {"title": "À mi-parcours", "text": "Bonjour.\n\nVoici où nous en sommes."} | more
    answer = as_role(teller.house, "facilitator", "fanny").post(f"/courses/{COURSE}/bilans", **asked)
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def shown(teller: Teller, bilan: str, suffix: str = "") -> Any:
    answer = as_role(teller.house, "learner").get(f"/bilans/{bilan}{suffix}")
    assert answer.status_code == 200, answer.text
    return answer


def test_every_figure_and_table_can_be_counted_again_from_its_query(lively: Teller, reporter: Caller) -> None:
    told = json.loads(shown(lively, published(lively)).data)
    figures = told["figures"]
    assert len(figures) > 20
    for one in figures + told["tables"]:
        query = dict(one["query"])
        found = reporter.get(query.pop("path").removeprefix("/api/reporting"), **query)
        assert len(found.data.splitlines()) == one["count"], one["name"]
    values = {one["name"]: one["value"] for one in figures}
    assert (values["enrolled"], values["posts"], values["hours_to_first_answer"]) == (5, 2, 2.0)


def test_it_is_the_same_to_the_byte_made_again_later(lively: Teller) -> None:
    bilan = published(lively)
    first = shown(lively, bilan).data
    lively.enrols("zoe")
    lively.posts("zoe", "d1", later(days=3))
    lively.database["bilans"].update_one({"_id": bilan}, {"$unset": {"made": ""}})
    assert shown(lively, bilan).data == first
    assert shown(lively, published(lively)).data != first, "a report of today knows more"


def test_what_happened_after_the_period_is_left_out(lively: Teller, facilitator: Caller) -> None:
    asked = {"first": "2026-06-01", "last": "2026-06-01"}
    told = facilitator.get(f"/courses/{COURSE}/bilan", **asked).json
    assert (told["forum"]["posts"], told["people"]["enrolled"]) == (0, 5)
    assert [day["day"] for day in told["days"]] == ["2026-06-01"]


def test_a_past_position_can_be_asked_for(lively: Teller, facilitator: Caller) -> None:
    told = facilitator.get(f"/courses/{COURSE}/bilan", **PERIOD, position=3).json
    assert (told["position"], told["people"]["enrolled"]) == (3, 1)
    ahead = facilitator.get(f"/courses/{COURSE}/bilan", **PERIOD, position=9999)
    assert (ahead.status_code, list(ahead.json["errors"])) == (422, ["position"])


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(lively: Teller) -> None:
    page = shown(lively, published(lively), ".html")
    for words in ("À mi-parcours", "Voici où nous en sommes.", "Je suis ", "Ce qui nous tient", "élan", "<svg"):
        assert words in page.text, words
    assert "http" not in page.text.replace("http://www.w3.org/2000/svg", "")
    assert page.text.count("<table>") > page.text.count("<svg xmlns="), "each chart has its data beside it"
    assert page.text.count("<blockquote>") == 4, "the latest of five; all are in its JSON"
    assert page.text.count("D’où cela vient") >= 7, "no table is without its source"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_words_of_people_cannot_become_markup(lively: Teller) -> None:
    bilan = published(lively, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    page = shown(lively, bilan, ".html").text
    assert "<script" not in page
    assert "<img" not in page


def test_the_english_page_speaks_english(lively: Teller) -> None:
    page = shown(lively, published(lively, language="en", title="", text=""), ".html").text
    assert 'lang="en"' in page
    assert "Where do we stand?" in page
    assert "Où en" not in page


def test_a_quote_that_is_taken_back_leaves_published_reports(lively: Teller) -> None:
    bilan = published(lively)
    assert "Je suis anna." in shown(lively, bilan).text
    pulse = lively.database["pulses"].find_one({"person": "anna"})["_id"]
    as_role(lively.house, "learner", "anna").put(f"/pulses/{pulse}/quoting", quotable="no")
    assert "Je suis anna." not in shown(lively, bilan).text


def test_erasure_leaves_its_figures_and_takes_the_words(lively: Teller) -> None:
    bilan = published(lively)
    before = shown(lively, bilan).json
    lively.tell("enrolment.learner.erased", f"{COURSE}/anna", later(days=5), learner="anna")
    erasure.erase_whom_it_is_due(lively.database, lively.house.settings)
    after = shown(lively, bilan).json
    assert after["figures"] == before["figures"]
    assert "anna" not in json.dumps(after)


def test_its_words_can_be_changed_and_its_figures_stay(lively: Teller, facilitator: Caller, learner: Caller) -> None:
    bilan = published(lively)
    before = shown(lively, bilan).json
    lively.enrols("zoe")
    assert facilitator.put(f"/bilans/{bilan}", title="Autrement dit").status_code == 200
    after = shown(lively, bilan).json
    assert (after["title"], after["figures"]) == ("Autrement dit", before["figures"])
    assert learner.put(f"/bilans/{bilan}", title="x").status_code == 403


def test_publishing_is_told(lively: Teller, learner: Caller) -> None:
    bilan = published(lively)
    (row,) = lively.database["outbox"].find({"type": "org.bascule.reporting.bilan.published.v1"})
    assert row["data"] == {"course": COURSE, "bilan": bilan, "by": "fanny"} | PERIOD
    assert [one["id"] for one in learner.get(f"/courses/{COURSE}/bilans").json["items"]] == [bilan]


@pytest.mark.parametrize(
    ("period", "field"),
    [
        ({"first": "2026-06-19", "last": "2026-06-01"}, "last"),
        ({"first": "2026-06-01", "last": "2199-01-01"}, "last"),
        ({"first": "hier", "last": "2026-06-01"}, "first"),
    ],
)
def test_a_period_that_is_none_is_refused(lively: Teller, facilitator: Caller, period: Any, field: str) -> None:
    for answer in (
        facilitator.get(f"/courses/{COURSE}/bilan", **period),
        facilitator.post(f"/courses/{COURSE}/bilans", **period),
    ):
        assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_who_may(lively: Teller, house: House, learner: Caller) -> None:
    assert learner.get(f"/courses/{COURSE}/bilan", **PERIOD).status_code == 403
    assert learner.post(f"/courses/{COURSE}/bilans", **PERIOD).status_code == 403
    stranger = as_role(house, "facilitator", course="another-course")
    assert stranger.get(f"/bilans/{published(lively)}").status_code == 403
    assert learner.get("/bilans/unknown").status_code == 404
