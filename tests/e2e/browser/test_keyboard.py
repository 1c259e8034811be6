"""The walks of docs/walks.md, by keyboard alone: Tab, Enter, Space, arrows and Escape."""

from playwright.sync_api import Page, expect

from tests.e2e.browser.lived_in import JOINS, LEARNS, Visitors

FARTHEST = 90
HERE = "document.activeElement?.closest('[data-menu]') ? 'menu' : ''"
NAME = """() => { const one = document.activeElement; const label = one.labels?.[0]?.textContent ?? '';
  return (one.getAttribute('aria-label') || label || one.textContent || '').trim().replace(/\\s+/g, ' '); }"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing with this name has the focus, which must be visible."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate(NAME).startswith(name):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            around = page.evaluate("!!document.activeElement.closest('.choice:has(:focus-visible)')")
            assert outline != "none" or around, f"{name} has the focus, and nobody sees it"
            return
    raise AssertionError(f"Tab never comes to {name!r}")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def test_the_first_tab_leads_past_the_ways_to_the_content(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/discussions")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.context.close()


def test_the_menu_opens_and_escape_gives_the_focus_back(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/")
    tab_to(page, "Mon espace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mon profil")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "menu"
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mon profil")).to_be_hidden()
    assert page.evaluate(NAME) == "Mon espace"
    page.context.close()


def test_signing_in(visitors: Visitors) -> None:
    page = visitors.page(path=visitors.link(JOINS).replace(visitors.house.address, ""))
    tab_to(page, "Me connecter")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        tab_to(page, "Me connecter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mi-chemin")
    page.context.close()


def test_asking_a_question(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/discussions")
    tab_to(page, "Poser une question")
    page.keyboard.press("Enter")
    page.wait_for_url("**/discussions/new?*")
    write(page, "Le titre", "Au clavier seulement")
    write(page, "Votre message", "Sans souris.")
    tab_to(page, "Publier")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Au clavier seulement")
    page.context.close()


def test_taking_a_stance(visitors: Visitors) -> None:
    page = visitors.page(visitors.undecided(), "/controversies")
    page.goto(page.locator("main li.key a").first.get_attribute("href") or "")
    tab_to(page, "Non, pas du tout")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Plutôt non")).to_be_checked()
    write(page, "Parce que…", "À froid.")
    tab_to(page, "Donner ma position")
    page.keyboard.press("Enter")
    expect(page.locator("#mine mark")).to_have_text("Plutôt non")
    page.context.close()


def test_naming_somebody_in_a_message(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/discussions/new")
    first = visitors.findable(JOINS)
    write(page, "Votre message", f"Bonjour @{first[:4]}")
    expect(page.locator(".people-found [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    assert "@[" in page.get_by_label("Votre message").input_value()
    page.context.close()


def test_asking_for_a_hand(visitors: Visitors) -> None:
    page = visitors.page(JOINS, "/help")
    tab_to(page, "Demander")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/new")
    write(page, "En une phrase", "Une relecture au clavier")
    write(page, "De quoi avez-vous besoin ?", "Dix minutes.")
    tab_to(page, "Demander")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Une relecture au clavier")
    page.context.close()
