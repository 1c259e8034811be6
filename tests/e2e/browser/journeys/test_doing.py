"""Doing: a project and its team, a hand, a session and its calendar, news once a week."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from embedded.demo import load
from kit.testing import eventually, happens
from playwright.sync_api import expect

from tests.e2e.browser.journeys.conftest import Comes
from tests.e2e.browser.lived_in import JOINS, LEARNS, Visitors
from tests.e2e.browser.tour import COURSE, RECORDED
from tests.e2e.browser.ways import Mouse

DIGEST = "cette semaine|une nouvelle pour vous"
PARIS = ZoneInfo("Europe/Paris")
FEELS = {"desk": 70, "phone": 71, "keyboard": 72}
"""A voice for each way: one is asked but once."""


def test_a_project_is_declared_and_joined(comes: Comes, way: Mouse) -> None:
    declares, joins, title = comes(LEARNS, "/projects/new"), comes(JOINS), f"Le banc qui écoute ({way.name})"
    declares.writes(title=title, summary="Un banc devant la mairie, et quelqu’un qui écoute le mardi.")
    declares.chooses("Son thème", "accueil")
    declares.writes(open_roles="une menuisière", name="Felletin", latitude="45,88", longitude="2,17")
    declares.presses("Déclarer ce projet")
    declares.reads(title)
    joins.goes(declares.page.url).chooses("On cherche", "une menuisière")
    joins.presses("Rejoindre l’équipe")
    expect(joins.page.locator("#team")).to_contain_text("Vous")
    declares.writes(body="Le premier mardi, onze personnes.")
    declares.presses("Raconter")
    expect(declares.page.locator("#news")).to_contain_text("onze personnes")


def test_a_hand_is_asked_offered_and_thanked(visitors: Visitors, comes: Comes, way: Mouse) -> None:
    asks, helps, title = comes(LEARNS, "/help"), comes(JOINS), f"Relire un questionnaire ({way.name})"
    asks.follows("Demander")
    asks.writes(title=title, body="Dix questions, vingt minutes.")
    asks.presses("Demander")
    asks.reads(title)
    helps.goes(asks.page.url).writes(word="Envoyez, je relis ce soir.")
    helps.presses("Tendre la main")
    expect(helps.page.locator("#offers")).to_contain_text("je relis ce soir")
    asks.page.reload()
    asks.ticks(visitors.name(JOINS))
    asks.writes(thanks="Merci, c’était précis.")
    asks.presses("On m’a aidé·e")
    expect(asks.page.locator(".notice.done").last).to_contain_text("Merci")


def test_who_comes_to_a_session_finds_it_in_their_calendar(comes: Comes) -> None:
    comes_to = comes(LEARNS, "/")
    comes_to.follows("J’y vais")
    comes_to.presses("Je viens")
    expect(comes_to.page.get_by_text("On vous attend")).to_be_visible()
    title = comes_to.page.get_by_role("heading", level=1).inner_text().replace("\N{NO-BREAK SPACE}", " ")
    comes_to.presses("Mon adresse privée, avec les liens pour rejoindre")
    address = comes_to.page.get_by_label("L’adresse").input_value()
    calendar = icalendar.Calendar.from_ical(comes_to.page.request.get(address).body())
    assert title in [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    comes_to.page.go_back()
    comes_to.presses("Finalement, je ne viens pas")
    expect(comes_to.page.get_by_role("button", name="Je viens", exact=True)).to_be_visible()


def test_how_a_session_felt_is_said_from_its_page(comes: Comes, way: Mouse) -> None:
    session = load("course")["sessions"][RECORDED]["title"]
    says = comes(FEELS[way.name], "/stages")
    says.follows(session)
    says.follows("Dire comment c’était")
    expect(says.page.get_by_label("De quel moment ?").locator("option:checked")).to_have_text(session)
    says.ticks("Porté")
    says.writes(words="élan, à plusieurs", sentence="Une heure, et deux idées pour lundi.")
    says.presses("Le dire")
    expect(says.page.locator("#told")).to_contain_text(session)
    expect(says.page.locator("#about")).not_to_contain_text(session)


def test_a_weekly_digest_is_chosen_and_comes(visitors: Visitors, comes: Comes, way: Mouse) -> None:
    reads, person = comes(JOINS, "/preferences"), visitors.ask(JOINS, "/api/enrolment/me")["id"]
    reads.chooses("Il arrive", "chaque semaine")
    reads.chooses("le (chaque semaine)", "vendredi")
    reads.ticks("Ni courriel ni sonnerie")
    reads.writes(quiet_from=in_hours(2), quiet_to=in_hours(4), ceiling="50")
    reads.presses("Enregistrer")
    expect(reads.page.locator(".notice.done")).to_contain_text("C’est noté")
    reads.page.reload()
    expect(reads.page.get_by_label("Il arrive")).to_have_value("weekly")
    expect(reads.page.get_by_label("le (chaque semaine)")).to_have_value("4")
    accepts_an_answer(visitors, f"Une question ({way.name})")
    before = len(visitors.mails(JOINS, DIGEST))
    with happens(lambda: len(visitors.mails(JOINS, DIGEST)) > before, within=30):
        it_is_friday(visitors, person)


def in_hours(hours: int) -> str:
    """As a clock in Paris will show it."""
    return f"{datetime.now(PARIS) + timedelta(hours=hours):%H:%M}"


def accepts_an_answer(visitors: Visitors, title: str) -> None:
    """Something that people are told in their digest: their answer has helped."""
    asked = visitors.do(
        LEARNS, "POST", f"/api/forum{COURSE}/discussions", title=title, body="Qui sait ?", question=True
    )
    path = f"/api/forum/discussions/{asked['id']}"
    answer = visitors.do(JOINS, "POST", f"{path}/posts", body="Moi.")
    visitors.do(LEARNS, "PUT", f"{path}/answer", post=answer["id"])
    told = {"person": visitors.ask(JOINS, "/api/enrolment/me")["id"], "about.title": title}
    eventually(lambda: visitors.house.database("notifications")["bells"].find_one(told))


def it_is_friday(visitors: Visitors, person: str) -> None:
    """The hour of their digest has come."""
    digests = visitors.house.database("notifications")["digests"]
    assert digests.update_one({"person": person}, {"$set": {"due": datetime.now(UTC)}}).modified_count
