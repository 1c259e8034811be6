"""Coming in: a form, a mail, a link, and the course."""

from playwright.sync_api import expect

from tests.e2e.browser.journeys.conftest import Comes
from tests.e2e.browser.lived_in import Visitors
from tests.e2e.browser.ways import Mouse


def test_enrolling_leads_in_from_the_mail(visitors: Visitors, comes: Comes, way: Mouse) -> None:
    odile, email = comes(path="/"), f"odile.{way.name}@demo.example"
    odile.follows("M’inscrire")
    odile.reads("")
    odile.writes(name="Odile Tremblay", email=email, department="23", organisation_name="Mairie de Felletin")
    odile.chooses("C’est…", "une commune")
    odile.chooses("On y est…", "de 10 à 49")
    odile.ticks("Plutôt seul·e")
    odile.ticks("J’accepte que mes réponses")
    odile.presses("M’inscrire")
    expect(odile.page.get_by_role("status").first).to_contain_text(email)
    odile.goes(visitors.mailed_link(email)).presses("Me connecter")
    odile.reads("mi-chemin")
