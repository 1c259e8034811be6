"""Pages stand still while they load, over a slow line, and fonts or late scripts move nothing."""

import pytest

from tests.e2e.browser.lived_in import LEARNS, PHONE, Visitors

SHIFTS = """window.moved = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: 'layout-shift', buffered: true });"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


@pytest.mark.parametrize("path", ["/", "/discussions", "/projects", "/controversies"])
def test_nothing_moves_while_a_page_loads_over_a_slow_line(visitors: Visitors, path: str) -> None:
    page = visitors.page(LEARNS, width=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(SHIFTS)
    page.goto(path)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("window.moved") == 0
    page.context.close()
