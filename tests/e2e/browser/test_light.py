"""Pages are light, and stand still while they load over a slow line: fonts or late scripts move nothing."""

import re

import httpx

from tests.e2e.browser.lived_in import LEARNS, PHONE, Visitors
from tests.e2e.browser.tour import main_stops, tour

FIRST, NEXT = 60 * 1024, 15 * 1024
"""Bytes of page, styles and scripts, compressed: of a first visit, and of every other, when the rest is remembered."""
SHIFTS = """window.moved = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: 'layout-shift', buffered: true });"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


def test_nothing_moves_while_the_main_pages_load_over_a_slow_line(visitors: Visitors) -> None:
    moved = {}
    context = visitors.context(LEARNS, width=PHONE)
    for stop in main_stops(visitors):
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.add_init_script(SHIFTS)
        page.goto(stop.path)
        page.evaluate("document.fonts.ready")
        moved[stop.name] = page.evaluate("window.moved")
        page.close()
    context.close()
    assert moved == dict.fromkeys(moved, 0)


def test_every_page_is_light_and_the_next_one_lighter(visitors: Visitors) -> None:
    with httpx.Client(base_url=visitors.house.address, headers={"Accept-Encoding": "br"}, timeout=30) as browser:
        assets = sum(_weight(browser, path) for path in _assets(browser))
        pages = {stop.name: _weight(browser, stop.path, visitors.cookies(stop.voice)) for stop in tour(visitors)}
    heavy = {name: weight for name, weight in pages.items() if weight > NEXT}
    assert heavy == {}
    assert assets > 0
    assert assets + max(pages.values()) <= FIRST


def _assets(browser: httpx.Client) -> set[str]:
    """Addresses of the stylesheet and of every script: those that a page names, and those that they import."""
    found = re.findall(r'(?:href|src)="(/assets/\w+/(?:bascule\.css|js/[\w.]+))"', browser.get("/").text)
    for address in found:  # which grows meanwhile
        modules = re.findall(r'(?:from|import)\s*\(?"\./([\w.]+)"', browser.get(address).text)
        beside = (f"{address.rpartition('/')[0]}/{module}" for module in modules)
        found += [module for module in beside if module not in found]
    assert any(address.endswith("/words.js") for address in found), found
    return set(found)


def _weight(browser: httpx.Client, path: str, cookies: dict[str, str] | None = None) -> int:
    """Bytes that come over the line."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    with browser.stream("GET", path, headers=headers) as answer:
        return sum(map(len, answer.iter_raw()))
