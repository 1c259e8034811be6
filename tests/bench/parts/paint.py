"""The ten main pages in Chromium over Slow 4G, at a first visit on a phone: seconds to the Largest Contentful Paint.

Slow 4G is what Lighthouse calls so: 150 ms there and back, 1.6 Mbit/s down, 0.75 Mbit/s up; nothing is in the cache.
"""

from functools import partial

from tests.bench import demo
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.e2e.browser.lived_in import PHONE, Visitors, chromium, executable
from tests.e2e.browser.test_light import SLOW
from tests.e2e.browser.tour import Stop, main_stops

LARGEST = """() => new Promise((done) => new PerformanceObserver((list) =>
  setTimeout(() => done(list.getEntries().at(-1).startTime / 1000), 300))
  .observe({ type: 'largest-contentful-paint', buffered: true }))"""


def measures(ground: Ground) -> list[Measure]:
    if not executable():
        ground.tell("Chromium is not installed: apt-get install chromium")
        return []
    with chromium() as browser, demo.visitors(ground, browser) as visitors:
        painted = {
            stop.name: ground.alone(f"{stop.name}, painted", partial(seconds, visitors, stop))
            for stop in main_stops(visitors)
        }
    return [Measure(f"{name}, Slow 4G, LCP", "s", took, asked=1.0, at_most=True) for name, took in painted.items()]


def seconds(visitors: Visitors, stop: Stop) -> float:
    """Until the largest thing of a page stood there, for somebody who comes for the first time."""
    page = visitors.page(stop.voice, width=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(stop.path, wait_until="load")
    took = page.evaluate(LARGEST)
    page.context.close()
    return float(took)
