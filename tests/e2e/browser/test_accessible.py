"""Every page, in both themes and languages: nothing that axe-core knows of stands in anybody's way (WCAG 2.2 AA).

A theme changes colours and nothing else. So each page is looked at whole by day, and at night, without being loaded
again, for all that colours can do.
"""

from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, expect

from tests.e2e.browser.lived_in import DESK, LEARNS, SMALL, Visitors
from tests.e2e.browser.test_light import SHIFTS
from tests.e2e.browser.tour import Stop, report, tour

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => +one.tagName[1])"
PAPER = "getComputedStyle(document.body).backgroundColor"
SHARES = 4
STILL = 0.001
"""What the eye does not see: a line that came in two pieces over a busy line."""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def stops(visitors: Visitors) -> list[Stop]:
    return tour(visitors)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_has_a_barrier_by_day_or_night_and_none_is_wider_than_a_phone(
    visitors: Visitors, stops: list[Stop], language: str, share: int
) -> None:
    looked_at, found = stops[share::SHARES], {}
    for voice in {stop.voice for stop in looked_at}:
        page = visitors.page(voice, locale=language)
        page.add_init_script(SHIFTS)
        errors: list[str] = []
        page.on("pageerror", partial(_note, errors))
        for stop in (stop for stop in looked_at if stop.voice == voice):
            errors.clear()
            page.emulate_media(color_scheme="light")
            page.goto(stop.path)
            if wrong := [*_as_it_is(page, language), *_at_night(page), *_on_a_phone(page), *errors]:
                found[stop.name] = wrong
        page.context.close()
    assert found == {}


def _note(errors: list[str], error: Error) -> None:
    errors.append(str(error))


def _as_it_is(page: Page, language: str) -> list[str]:
    """Rules broken, something that moved, a language or headings out of order."""
    wrong = _barriers(page, RULES)
    if (moved := page.evaluate("window.moved")) > STILL:
        wrong.append(f"something moved while it loaded, by {moved}")
    if (said := page.locator("html").get_attribute("lang")) != language:
        wrong.append(f"it says that it is in {said}")
    levels = page.evaluate(HEADINGS)
    if levels.count(1) != 1 or any(after - before > 1 for before, after in pairwise(levels)):
        wrong.append(f"its headings are {levels}")
    return wrong


def _at_night(page: Page) -> list[str]:
    by_day = page.evaluate(PAPER)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(PAPER) != by_day, "night has not come"
    return _barriers(page, COLOURS)


def _on_a_phone(page: Page) -> list[str]:
    page.set_viewport_size(SMALL)
    width = page.evaluate(WIDTH)
    page.set_viewport_size(DESK)
    return [f"{width} pixels wide on a small phone"] if width > SMALL["width"] else []


def _barriers(page: Page, rules: list[str]) -> list[str]:
    options: dict[str, Any] = {"runOnly": rules, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"][:3]]


def test_what_is_in_another_language_says_so(visitors: Visitors, stops: list[Stop]) -> None:
    paths = {stop.name: stop.path for stop in stops}
    page = visitors.page(LEARNS, paths["discussion"], locale="en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "fr")
    page.goto(paths["profile"])
    for language in ("fr", "en"):
        expect(page.locator(f"option[value={language}]").first).to_have_attribute("lang", language)
    page.context.close()


def test_a_published_report_has_no_barrier_either(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, report(visitors).path)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert [*_barriers(page, RULES), *_on_a_phone(page)] == []
    page.context.close()
