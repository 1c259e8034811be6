"""Running a course: a list of people is rehearsed and brought in, a bilan is prepared, published and read."""

from playwright.sync_api import expect

from tests.e2e.browser.journeys.conftest import Comes
from tests.e2e.browser.lived_in import ANIMATES, LEARNS
from tests.e2e.browser.ways import Mouse

LINES = 3_000
PATIENCE = 60_000


def test_an_import_is_rehearsed_then_done(comes: Comes, way: Mouse) -> None:
    animates = comes(ANIMATES, "/facilitation/imports")
    rows = ["nom,courriel,pays,departement,organisation,type,taille,seul,attentes"]
    person = "Personne {0},personne{0}.{1}@import.example,FR,23,Mairie,commune,1-9,oui,"
    rows += [person.format(number, way.name) for number in range(LINES - 1)]
    rows.append("Sans adresse,,FR,23,Mairie,commune,1-9,oui,")
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    way.bring(animates.page.get_by_label("Le fichier"), file)
    animates.presses("Répéter")
    expect(animates.page.get_by_role("button", name="Le faire pour de vrai")).to_be_visible(timeout=PATIENCE)
    animates.presses("Le faire pour de vrai")
    animates.reads("s’est passé")
    created = animates.page.locator(".figures p", has_text="à créer").locator("strong")
    expect(created).to_have_text(f"{LINES - 1:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"), timeout=PATIENCE)
    expect(animates.page.locator(".figures p", has_text="refusées")).to_contain_text("1")


def test_the_bilan_is_prepared_published_and_read(comes: Comes, way: Mouse) -> None:
    animates, title = comes(ANIMATES, "/bilan/prepare"), f"À mi-parcours ({way.name})"
    animates.writes(title=title, text="On n’est pas trop métriques, on est plus sensations.")
    animates.presses("Publier ce bilan")
    expect(animates.page.get_by_role("heading", level=1)).to_have_text(title, timeout=PATIENCE)
    way.press(animates.page.locator(".provenance summary").first)
    expect(animates.page.locator(".provenance details[open]")).to_contain_text("/api/reporting/events")
    reads = comes(LEARNS, "/bilan")
    reads.follows(title)
    reads.reads(title)
