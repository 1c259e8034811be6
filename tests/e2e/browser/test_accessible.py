"""Every page, in both themes and languages: nothing that axe-core knows of stands in anybody's way (WCAG 2.2 AA)."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.browser.lived_in import Visitors
from tests.e2e.browser.tour import Stop, tour

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => +one.tagName[1])"
LOOKS = [("light", "fr"), ("dark", "en")]


@pytest.fixture(scope="module")
def stops(visitors: Visitors) -> list[Stop]:
    return tour(visitors)


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_no_page_has_a_barrier_and_none_is_wider_than_a_phone(
    visitors: Visitors, stops: list[Stop], theme: str, language: str
) -> None:
    found: dict[str, list[str]] = {}
    for voice in {stop.voice for stop in stops}:
        context = visitors.context(voice, color_scheme=theme, locale=language)
        page = context.new_page()
        for stop in (stop for stop in stops if stop.voice == voice):
            if wrong := _look(page, stop, language):
                found[stop.name] = wrong
        context.close()
    assert found == {}


def _look(page: Page, stop: Stop, language: str) -> list[str]:
    """What stands in the way on one page: rules broken, errors of scripts, a language or headings out of order."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(stop.path)
    for violation in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
        errors += [f"{violation['id']}: {node['html'][:120]}" for node in violation["nodes"][:3]]
    if (said := page.locator("html").get_attribute("lang")) != language:
        errors.append(f"it says that it is in {said}")
    levels = page.evaluate(HEADINGS)
    if levels.count(1) != 1 or any(after - before > 1 for before, after in pairwise(levels)):
        errors.append(f"its headings are {levels}")
    page.set_viewport_size({"width": 320, "height": 640})
    if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
        errors.append(f"{width} pixels wide on a small phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    return errors
