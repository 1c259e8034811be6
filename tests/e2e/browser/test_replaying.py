"""A program that reads the streams is sent everything again, while who asked for it sees how far that has come."""

from playwright.sync_api import expect

from tests.e2e.browser.lived_in import ANIMATES, Visitors
from tests.e2e.browser.ways import press
from tests.flow.test_reporting.receiver import receiver

ALL_SENT, PATIENCE = "Tout est envoyé, jusqu’au dernier événement.", 30_000


def test_a_replay_is_asked_for_and_its_bar_reaches_the_end_by_itself(visitors: Visitors) -> None:
    with receiver() as (received, address):
        program = visitors.program(address, mode="batched", from_start=False)
        page = visitors.page(ANIMATES, f"/streams/{program}")
        expect(page.locator("#replay")).to_contain_text(ALL_SENT)
        assert received.events == []
        page.get_by_text("Rejouer depuis le début").click()
        received.hangs = True
        press(page, "Rejouer")
        expect(page.locator("#replay")).to_contain_text("0 événement envoyé sur")
        expect(page.get_by_role("progressbar", name="Avancement")).to_have_js_property("value", 0)
        received.hangs = False
        received.released.set()
        expect(page.locator("#replay")).to_contain_text(ALL_SENT, timeout=PATIENCE)
        positions = [one["position"] for one in received.events]
        assert positions == sorted(set(positions))
        assert len(positions) > 1_000
        visitors.do(ANIMATES, "DELETE", f"/api/reporting/consumers/{program}")
        page.context.close()
