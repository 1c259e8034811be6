"""What goes wrong while somebody writes: nothing is lost, nothing is sent twice, and all works without scripts."""

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.browser.journeys.test_talking import opens_a_discussion
from tests.e2e.browser.lived_in import JOINS, LEARNS, PHONE, Visitors
from tests.e2e.browser.ways import Mouse, Someone, press

LONG = "Un texte auquel on a pensé toute la matinée."
NOTES: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Trois surprises."}


def open_discussion(page: Page, title: str) -> None:
    opens_a_discussion(Someone(page, Mouse()), title)
    page.wait_for_load_state()  # what is written before the page's scripts are there is kept by nobody


def test_a_form_with_every_field_wrong_says_what_and_where(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/projects/new")
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.get_by_label("Latitude").fill("mille")
    press(page, "Déclarer ce projet")
    expect(page.get_by_role("alert")).to_be_focused()
    for label in ("Son nom", "En quelques phrases", "Son thème", "Commune ou lieu", "Latitude"):
        expect(page.get_by_label(label)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Latitude")).to_have_value("mille")
    page.get_by_role("alert").get_by_role("link", name="Son nom").click()
    expect(page.get_by_label("Son nom")).to_be_focused()
    page.context.close()


def test_a_double_click_publishes_once_and_back_does_not_again(visitors: Visitors) -> None:
    page = visitors.page(LEARNS)
    open_discussion(page, "Publier une seule fois")
    page.get_by_label("Votre réponse").fill("Une fois suffit.")
    page.get_by_role("button", name="Publier").dblclick()
    expect(page.locator("article", has_text="Une fois suffit.")).to_have_count(1)
    page.go_back()
    page.reload()
    expect(page.locator("article", has_text="Une fois suffit.")).to_have_count(1)
    page.context.close()


def test_a_sign_in_that_ends_while_one_writes_costs_neither_a_word_nor_a_file(visitors: Visitors) -> None:
    page = visitors.page(LEARNS)
    open_discussion(page, "Écrire longtemps")
    page.get_by_label("Votre réponse").fill(LONG)
    page.locator("input[name=attachments]").set_input_files(NOTES)
    kept = page.context.cookies()
    page.context.clear_cookies(name="bascule_access")
    press(page, "Publier")
    expect(page.get_by_role("alert")).to_contain_text("Votre texte est là")
    expect(page.get_by_label("Votre texte")).to_have_value(LONG)
    page.context.add_cookies(kept)  # signed in again, in another tab
    expect(page.get_by_text("notes.txt")).to_be_visible()
    page.get_by_label("choisissez-le encore une fois").set_input_files(NOTES)
    press(page, "Renvoyer")
    expect(page.locator("article").last).to_contain_text(LONG)
    expect(page.locator("article").last.locator("a[href*='/files/']")).to_have_count(1)
    page.context.close()


def test_a_draft_is_found_again_and_gone_once_it_was_sent(visitors: Visitors) -> None:
    page = visitors.page(LEARNS)
    open_discussion(page, "Un brouillon")
    page.get_by_label("Votre réponse").fill(LONG)
    here = page.url
    page.goto("/stages")
    page.goto(here)
    expect(page.get_by_label("Votre réponse")).to_have_value(LONG)
    press(page, "Publier")
    expect(page.locator("article").last).to_contain_text(LONG)
    page.goto(here)
    expect(page.get_by_label("Votre réponse")).to_have_value("")
    page.context.close()


def test_two_tabs_write_side_by_side(visitors: Visitors) -> None:
    one = visitors.page(LEARNS)
    open_discussion(one, "Deux onglets")
    two = one.context.new_page()
    two.goto(one.url)
    for page, words in ((one, "Depuis le premier."), (two, "Depuis le second.")):
        page.get_by_label("Votre réponse").fill(words)
    press(one, "Publier")
    expect(one.locator("article").last).to_contain_text("Depuis le premier.")
    press(two, "Publier")
    expect(two.locator("article").last).to_contain_text("Depuis le second.")
    one.context.close()


def test_everything_works_without_scripts_on_a_phone(visitors: Visitors) -> None:
    page = visitors.page(JOINS, java_script_enabled=False, width=PHONE)
    open_discussion(page, "Sans script")
    page.get_by_label("Votre réponse").fill("Ça marche **aussi**.")
    press(page, "Relire d’abord")
    expect(page.locator(".preview strong")).to_have_text("aussi")
    press(page, "Publier")
    expect(page.locator("article").last.locator("strong")).to_have_text("aussi")
    page.locator(".top summary").click()
    expect(page.get_by_role("link", name="Mon profil")).to_be_visible()
    page.get_by_role("button", name="Me déconnecter").click()
    expect(page.get_by_role("link", name="Me connecter").first).to_be_visible()
    page.context.close()
