"""Web push in a real browser: asked for by a click, shown by the service worker, and leading where it says."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browser.lived_in import LEARNS, Visitors
from tests.e2e.browser.ways import press

SUBSCRIBED = """PushManager.prototype.subscribe = async (options) => ({ toJSON: () => ({
  endpoint: "https://updates.push.services.mozilla.com/wpush/v2/demo",
  keys: { auth: "a".repeat(22), p256dh: "B" + "a".repeat(86) },
  key: window.key = [...options.applicationServerKey].length }) });"""
"""What a push service answers to a browser; there is none on loopback."""
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let look = 0; look < 40; look++) {
    const shown = await worker.getNotifications();
    if (shown.length) return shown.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }));
    await new Promise((again) => setTimeout(again, 50));
  }
  return [];
}"""
"""What is shown, as soon as there is something; nothing after two seconds."""
QUIET = 61
"""A voice that does nothing in any other test."""
NEWS = '{"title": "On vous répond", "body": "Par quoi commencer ?", "url": "/stages", "tag": "bell-1"}'


def test_a_browser_rings_once_it_was_asked_to_and_no_more_afterwards(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/preferences", permissions=["notifications"])
    page.evaluate(SUBSCRIBED)
    page.get_by_role("button", name="Faire sonner ici").click()
    expect(page.locator("#push")).to_contain_text("updates.push.services.mozilla.com")
    press(page, "Ne plus sonner")
    expect(page.locator("#push")).not_to_contain_text("updates.push.services.mozilla.com")
    page.context.close()


def test_a_push_is_shown_with_its_words_and_its_way(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/preferences", permissions=["notifications"])
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert _delivered(page.context, page) == [
        {"title": "On vous répond", "body": "Par quoi commencer ?", "tag": "bell-1", "url": "/stages"}
    ]
    page.context.close()


def test_who_refuses_is_told_how_to_change_their_mind(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/preferences")
    page.evaluate("Notification.requestPermission = async () => 'denied'")
    page.get_by_role("button", name="Faire sonner ici").click()
    expect(page.locator("#push [data-told]")).to_contain_text("n’a pas donné la permission")
    page.context.close()


def test_without_scripts_it_is_said_plainly(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/preferences", java_script_enabled=False)
    expect(page.locator("#push")).to_contain_text("il faut JavaScript")
    expect(page.get_by_role("button", name="Faire sonner ici")).to_be_hidden()
    page.context.close()


def test_a_bell_that_is_followed_is_read_though_the_worker_stands_between(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/bells")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller")
    bell = page.locator(".bells .unread a").first
    way = bell.get_attribute("href")
    with page.expect_navigation(url=lambda url: "/bells" not in url):
        bell.click()
    page.goto("/bells")
    expect(page.locator(f".bells li:not(.unread) a[href='{way}']")).to_have_count(1)
    page.context.close()


def _delivered(context: BrowserContext, page: Page) -> list[dict[str, str]]:
    """What is shown once a push came, as a push service sends it, through the browser's own tools.

    A browser that has just begun drops what comes through these tools: it is sent again, as services send again.
    """
    line = context.new_cdp_session(page)
    found: list[str] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"] if not one["isDeleted"]),
    )
    line.send("ServiceWorker.enable")
    page.wait_for_function("() => true")
    origin = page.evaluate("location.origin")
    for _ in range(10):
        line.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": found[-1], "data": NEWS})
        if shown := page.evaluate(SHOWN):
            return shown
    return []


def test_one_word_beside_a_bell_and_no_more_is_heard_of_that(visitors: Visitors) -> None:
    page = visitors.page(QUIET, "/bells")
    page.get_by_role("button", name="Ne plus rien me dire de cela").first.click()
    expect(page.get_by_role("status").first).to_contain_text("on ne vous dira plus rien de cela")
    (chosen,) = visitors.ask(QUIET, "/api/notifications/levels?course=innovation-publique&limit=5")["items"]
    assert chosen["level"] == "muted"
    page.context.close()
