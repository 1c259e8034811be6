"""What keys do on every page, and in the walks of docs/walks.md that are no journey of their own."""

from playwright.sync_api import expect

from tests.e2e.browser.lived_in import JOINS, LEARNS, Visitors
from tests.e2e.browser.ways import Keyboard, someone

HERE = "document.activeElement?.closest('[data-menu]') ? 'menu' : ''"
KEYBOARD = Keyboard()


def test_the_first_tab_leads_past_the_ways_to_the_content(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/discussions")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.context.close()


def test_the_menu_opens_and_escape_gives_the_focus_back(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/")
    menu, profile = page.locator(".top summary"), page.get_by_role("link", name="Mon profil")
    KEYBOARD.press(menu)
    expect(profile).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "menu"
    page.keyboard.press("Escape")
    expect(profile).to_be_hidden()
    expect(menu).to_be_focused()
    page.context.close()


def test_signing_in(visitors: Visitors) -> None:
    comes = someone(visitors, KEYBOARD, None, visitors.link(JOINS).replace(visitors.house.address, ""))
    comes.presses("Me connecter")
    comes.reads("mi-chemin")
    comes.page.context.close()


def test_naming_somebody_in_a_message(visitors: Visitors) -> None:
    writes, first = someone(visitors, KEYBOARD, LEARNS, "/discussions/new"), visitors.findable(JOINS)
    writes.writes(body=f"Bonjour @{first[:4]}")
    expect(writes.page.locator(".people-found [role=option]").first).to_be_visible()
    writes.page.keyboard.press("Enter")
    assert "@[" in writes.page.get_by_label("Votre message").input_value()
    writes.page.context.close()
