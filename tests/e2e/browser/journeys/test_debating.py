"""Debating: one's own stance first, then an argument, then a second thought."""

from playwright.sync_api import expect

from tests.e2e.browser.journeys.conftest import Comes
from tests.e2e.browser.lived_in import Visitors
from tests.e2e.browser.ways import Mouse


def test_a_stance_comes_first_and_may_move(visitors: Visitors, comes: Comes, way: Mouse) -> None:
    thinks = comes(visitors.undecided(), "/controversies")
    page, mine, argument = thinks.page, thinks.page.locator("#mine"), f"Trois entretiens ont suffi ({way.name})."
    way.press(page.locator("main li.key a").first)
    expect(mine).to_be_visible()
    expect(page.locator(".columns")).to_have_count(0)
    thinks.ticks("Plutôt non")
    thinks.writes(reason="On y va souvent trop tard.")
    thinks.presses("Donner ma position, puis lire les autres")
    expect(mine.locator("mark")).to_have_text("Plutôt non")
    thinks.opens("Ajouter un argument pour")
    way.write(page.locator("#body-for"), argument)
    thinks.presses("Publier", within=page.locator(".column.for"))
    expect(page.locator(".column.for .argument").last).to_contain_text(argument)
    thinks.opens("J’ai lu, j’ai réfléchi")
    thinks.ticks("Plutôt oui", within=mine)
    way.write(mine.get_by_label("Parce que…"), "Je me suis laissé convaincre.")
    thinks.chooses("Ce qui m’a fait bouger", "Autre chose, ou rien de précis")
    thinks.presses("Changer ma position")
    expect(mine.locator("mark")).to_have_text("Plutôt oui")
    expect(mine.locator("h2 small")).to_contain_text("Plutôt non")
