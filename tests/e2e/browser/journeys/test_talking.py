"""Talking: a message rings the other's bell, an answer is accepted, and what goes wrong is looked at."""

import re

from playwright.sync_api import expect

from tests.e2e.browser.journeys.conftest import Comes
from tests.e2e.browser.lived_in import ANIMATES, JOINS, LEARNS
from tests.e2e.browser.ways import Mouse, Someone


def opens_a_discussion(who: Someone, title: str, *, question: bool = False) -> None:
    who.goes("/discussions/new").writes(title=title)
    if question:
        who.ticks("C’est une question")
    who.writes(body="Voici **ce qui m’occupe** depuis lundi.")
    who.presses("Publier")
    who.reads(title)


def test_a_message_rings_the_others_bell_and_waits_below_what_is_read(comes: Comes, way: Mouse) -> None:
    asks, answers = comes(LEARNS), comes(JOINS)
    opens_a_discussion(asks, f"Comment tester sans budget ({way.name}) ?", question=True)
    answers.goes(asks.page.url)
    last = asks.page.locator("article").last
    before = last.bounding_box()
    answers.writes(body="Avec du carton et un après-midi.")
    answers.presses("Publier")
    expect(answers.page.locator("article").last).to_contain_text("du carton")
    fresh = asks.page.locator("[data-fresh]")
    expect(fresh).to_have_text("1 nouveau message, le lire")
    assert last.bounding_box() == before, "what is read has moved"
    expect(asks.page.locator("[data-unread]")).to_be_visible()
    expect(asks.page).to_have_title(re.compile(r"^\(\d+\) "))
    way.press(fresh)
    expect(asks.page.locator("article").last).to_contain_text("du carton")
    asks.presses("C’est la réponse")
    expect(asks.page.locator(".accepted")).to_contain_text("du carton")


def test_what_is_reported_is_looked_at_and_decided_with_a_reason(comes: Comes, way: Mouse) -> None:
    writes, reads, animates = comes(LEARNS), comes(JOINS), comes(ANIMATES)
    why, decided = f"Ce n’est pas le ton d’ici ({way.name}).", f"Restons aimables ({way.name})."
    opens_a_discussion(writes, "Une discussion qui dérape")
    reads.goes(writes.page.url)
    message = reads.page.locator("article").first
    way.press(message.locator("summary").first)
    reads.follows("Signaler", within=message)
    reads.writes(reason=why)
    reads.presses("Envoyer")
    expect(reads.page.locator(".notice.done")).to_contain_text("Merci")
    animates.goes("/facilitation/moderation")
    case = animates.page.locator("main li.card", has_text=why)
    animates.opens("Décider", within=case)
    animates.ticks("Retirer", within=case)
    way.write(case.get_by_label("Pourquoi"), decided)
    animates.presses("Décider", within=case)
    expect(animates.page.locator(".notice.done")).to_contain_text("C’est décidé")
    expect(animates.page.locator("main")).not_to_contain_text(why)
    expect(writes.goes("/me/decisions").page.locator("main")).to_contain_text(decided)
