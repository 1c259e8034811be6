"""Three ways to use the pages: with a mouse at a desk, with a finger on a phone, by keyboard alone.

A journey is written once, as what somebody does, and is made in each of the three ways.
"""

from typing import Any, ClassVar, NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser.lived_in import DESK, PHONE, Visitors

FARTHEST = 200
"""Steps of Tab before somebody gives up."""
HAS_FOCUS = """(one) => { const here = document.activeElement; return here === one
  || one.type === 'radio' && here.type === 'radio' && here.name === one.name && here.form === one.form; }"""
SEEN = """getComputedStyle(document.activeElement).outlineStyle !== 'none'
  || !!document.activeElement.closest('.choice:has(:focus-visible)')"""
CHOSEN = "document.activeElement.selectedOptions[0].label"


class Mouse:
    """At a desk, a click for everything."""

    name = "desk"
    options: ClassVar[dict[str, Any]] = {"width": DESK}

    def press(self, one: Locator) -> None:
        one.click()

    def write(self, one: Locator, words: str) -> None:
        one.fill(words)

    def tick(self, one: Locator) -> None:
        one.check()

    def choose(self, one: Locator, label: str) -> None:
        one.select_option(label=label)

    def bring(self, one: Locator, file: Any) -> None:
        one.set_input_files(file)


class Finger(Mouse):
    """On a phone of 360 pixels; nothing may need to be hovered over."""

    name = "phone"
    options: ClassVar[dict[str, Any]] = {"width": PHONE, "has_touch": True}

    def press(self, one: Locator) -> None:
        one.tap()


class Keyboard(Mouse):
    """Tab, Enter, Space and arrows; what has the focus must be seen to have it."""

    name = "keyboard"

    def reach(self, one: Locator) -> Page:
        """Press Tab until it has the focus."""
        page, wanted = one.page, one.element_handle()
        for _ in range(FARTHEST):
            if page.evaluate(HAS_FOCUS, wanted):
                assert page.evaluate(SEEN), f"{one} has the focus, and nobody sees it"
                return page
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {one}")

    def press(self, one: Locator) -> None:
        self.reach(one).keyboard.press("Enter")

    def write(self, one: Locator, words: str) -> None:
        page = self.reach(one)
        if one.get_attribute("type") == "time":
            words = words.replace(":", "")  # its parts follow each other
        else:
            page.keyboard.press("Control+A")
        page.keyboard.type(words)

    def tick(self, one: Locator) -> None:
        keyboard = self.reach(one).keyboard
        if not one.is_checked():
            keyboard.press("Space")
        for _ in range(FARTHEST):
            if one.is_checked():
                return
            keyboard.press("ArrowRight")
        raise AssertionError(f"the arrows never come to {one}")

    def choose(self, one: Locator, label: str) -> None:
        page = self.reach(one)
        page.keyboard.press("Home")
        for _ in range(FARTHEST):
            if page.evaluate(CHOSEN) == label:
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {label!r}")

    def bring(self, one: Locator, file: Any) -> None:
        page = self.reach(one)
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(file)


class Someone(NamedTuple):
    """A person at their browser, and the way in which they use it; `main` is where they look."""

    page: Page
    way: Mouse

    def goes(self, path: str) -> "Someone":
        self.page.goto(path)
        return self

    def presses(self, name: str, *, within: Locator | None = None) -> None:
        """The first button of that name."""
        self.way.press((within or self.page.locator("main")).get_by_role("button", name=name, exact=True).first)

    def follows(self, name: str, *, within: Locator | None = None) -> None:
        """The first link of that name."""
        self.way.press((within or self.page.locator("main")).get_by_role("link", name=name).first)

    def opens(self, words: str, *, within: Locator | None = None) -> None:
        """What is folded away under a summary."""
        self.way.press((within or self.page.locator("main")).locator("summary", has_text=words).first)

    def writes(self, **fields: str) -> None:
        """Words into fields by their ids."""
        for field, words in fields.items():
            self.way.write(self.page.locator(f"#{field}"), words)

    def ticks(self, name: str, *, within: Locator | None = None) -> None:
        self.way.tick((within or self.page.locator("main")).get_by_label(name).first)

    def chooses(self, field: str, label: str) -> None:
        self.way.choose(self.page.get_by_label(field).first, label)

    def reads(self, title: str) -> None:
        """The page has that title."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)


def someone(visitors: Visitors, way: Mouse, voice: int | None, path: str = "") -> Someone:
    """A passer-by when `voice` is None."""
    return Someone(visitors.page(voice, path, **way.options), way)


def press(page: Page, name: str) -> None:
    """A click on what has this name, at a desk."""
    Someone(page, Mouse()).presses(name)
