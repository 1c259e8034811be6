"""Every page as a picture, in both themes, on a desk and on a phone: `make screenshots` writes them to var/screenshots.

`--learners` says how many live in the house; with `--only home` only the pages whose names hold that are drawn.
"""

import shutil
import tempfile
from pathlib import Path

import click
from rich.progress import Progress

from tests.e2e.browser.lived_in import DESK, PHONE, Visitors, chromium, lived_in
from tests.e2e.browser.tour import Stop, report, tour

FOLDER = Path(__file__).parents[3] / "var" / "screenshots"
SIZES = {"desk": DESK, "phone": PHONE}
THEMES = ("light", "dark")


@click.command()
@click.option("--learners", default=3200, show_default=True, type=click.IntRange(200, 20_000))
@click.option("--only", default="", help="A part of a page's name.")
def main(learners: int, only: str) -> None:
    """Draw every page."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory(prefix="bascule-pictures-") as folder,
        lived_in(Path(folder) / "run", learners) as house,
        chromium() as browser,
    ):
        visitors = Visitors(house, browser)
        stops = [stop for stop in [*tour(visitors), report(visitors)] if only in stop.name]
        with Progress() as progress:
            for stop in progress.track(stops, description="pages"):
                draw(visitors, stop)
    click.echo(f"{len(stops)} pages are in {FOLDER}")


def draw(visitors: Visitors, stop: Stop) -> None:
    for size, width in SIZES.items():
        for theme in THEMES:
            page = visitors.page(stop.voice, stop.path, width=width, color_scheme=theme)
            page.screenshot(path=FOLDER / f"{stop.name}-{size}-{theme}.png", full_page=True)
            page.context.close()


if __name__ == "__main__":
    main()
