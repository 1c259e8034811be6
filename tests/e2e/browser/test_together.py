"""People at their browsers: one writes and the other's bell rings; a debate, a project, a hand, a session, a report."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.lived_in import ANIMATES, DESK, JOINS, LEARNS, PHONE, Visitors

SIZES = pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def open_discussion(page: Page, title: str, *, question: bool = False) -> None:
    page.goto("/discussions/new")
    page.get_by_label("Le titre").fill(title)
    if question:
        page.get_by_label("C’est une question").check()
    page.get_by_label("Votre message").fill("Voici **ce qui m’occupe** depuis lundi.")
    press(page, "Publier")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_enrolling_leads_in_from_the_mail(visitors: Visitors) -> None:
    page = visitors.page(path="/")
    page.get_by_role("link", name="M’inscrire").click()
    page.get_by_label("Votre nom").fill("Odile Tremblay")
    page.get_by_label("Votre adresse électronique").fill("odile.tremblay@demo.example")
    page.get_by_label("Département").fill("23")
    page.get_by_label("Le nom de votre structure").fill("Mairie de Felletin")
    page.get_by_label("C’est…").select_option("commune")
    page.get_by_label("On y est…").select_option("10-49")
    page.get_by_label("Plutôt seul·e").check()
    page.get_by_label("J’accepte que mes réponses").check()
    press(page, "M’inscrire")
    expect(page.get_by_role("status").first).to_contain_text("odile.tremblay@demo.example")
    page.goto(visitors.mailed_link("odile.tremblay@demo.example"))
    press(page, "Me connecter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mi-chemin")
    page.context.close()


@SIZES
def test_a_message_rings_the_others_bell_and_waits_below_what_is_read(visitors: Visitors, width: dict) -> None:
    asks, answers = visitors.page(LEARNS, width=width), visitors.page(JOINS, width=width)
    open_discussion(asks, f"Comment tester sans budget, à {width['width']} ?", question=True)
    answers.goto(asks.url)
    before = asks.locator("article").last.bounding_box()
    answers.get_by_label("Votre réponse").fill("Avec du carton et un après-midi.")
    press(answers, "Publier")
    expect(answers.locator("article").last).to_contain_text("du carton")
    expect(asks.locator("[data-fresh]")).to_have_text("1 nouveau message, le lire")
    assert asks.locator("article").last.bounding_box() == before, "what is read has moved"
    expect(asks.locator("[data-unread]")).to_be_visible()
    expect(asks).to_have_title(re.compile(r"^\(\d+\) "))
    asks.locator("[data-fresh]").click()
    expect(asks.locator("article").last).to_contain_text("du carton")
    press(asks, "C’est la réponse")
    expect(asks.locator(".accepted")).to_contain_text("du carton")
    for page in (asks, answers):
        page.context.close()


def test_a_stance_comes_first_and_may_move(visitors: Visitors) -> None:
    page = visitors.page(visitors.undecided(), "/controversies")
    page.locator("main li.key a").first.click()
    expect(page.locator(".columns")).to_have_count(0)
    page.get_by_label("Plutôt non").check()
    page.get_by_label("Parce que…").fill("On y va souvent trop tard.")
    press(page, "Donner ma position, puis lire les autres")
    expect(page.locator("#mine mark")).to_have_text("Plutôt non")
    page.get_by_text("Ajouter un argument pour").click()
    page.locator("#body-for").fill("Trois entretiens ont suffi à changer le formulaire.")
    page.locator(".column.for").get_by_role("button", name="Publier").click()
    expect(page.locator(".column.for .argument").last).to_contain_text("Trois entretiens")
    page.get_by_text("J’ai lu, j’ai réfléchi").click()
    page.locator("#mine").get_by_label("Plutôt oui").check()
    page.locator("#mine").get_by_label("Parce que…").fill("Je me suis laissé convaincre.")
    press(page, "Changer ma position")
    expect(page.locator("#mine mark")).to_have_text("Plutôt oui")
    expect(page.locator("#mine h2 small")).to_contain_text("Plutôt non")
    page.context.close()


@SIZES
def test_a_project_is_declared_and_joined(visitors: Visitors, width: dict) -> None:
    declares, joins = visitors.page(LEARNS, "/projects/new", width=width), visitors.page(JOINS, width=width)
    declares.get_by_label("Son nom").fill("Le banc qui écoute")
    declares.get_by_label("En quelques phrases").fill("Un banc devant la mairie, et quelqu’un qui écoute le mardi.")
    declares.get_by_label("Son thème").select_option("accueil")
    declares.get_by_label("Qui cherchez-vous ?").fill("une menuisière")
    declares.get_by_label("Commune ou lieu").fill("Felletin")
    declares.get_by_label("Latitude").fill("45,88")
    declares.get_by_label("Longitude").fill("2,17")
    press(declares, "Déclarer ce projet")
    expect(declares.get_by_role("heading", level=1)).to_have_text("Le banc qui écoute")
    joins.goto(declares.url)
    joins.get_by_label("On cherche").select_option("une menuisière")
    press(joins, "Rejoindre l’équipe")
    expect(joins.locator("#team")).to_contain_text("Vous")
    declares.get_by_label("Racontez").fill("Le premier mardi, onze personnes.")
    press(declares, "Raconter")
    expect(declares.locator("#news")).to_contain_text("onze personnes")
    for page in (declares, joins):
        page.context.close()


def test_a_hand_is_asked_offered_and_thanked(visitors: Visitors) -> None:
    asks, helps = visitors.page(LEARNS, "/help/new"), visitors.page(JOINS)
    asks.get_by_label("En une phrase").fill("Relire un questionnaire avant lundi")
    asks.get_by_label("De quoi avez-vous besoin ?").fill("Dix questions, vingt minutes.")
    press(asks, "Demander")
    helps.goto(asks.url)
    helps.get_by_label("Je peux aider").fill("Envoyez, je relis ce soir.")
    press(helps, "Tendre la main")
    expect(helps.locator("#offers")).to_contain_text("je relis ce soir")
    asks.reload()
    asks.get_by_label(visitors.name(JOINS)).check()
    asks.get_by_label("Un mot de merci").fill("Merci, c’était précis.")
    press(asks, "On m’a aidé·e")
    expect(asks.locator(".notice.done").last).to_contain_text("Merci")
    for page in (asks, helps):
        page.context.close()


def test_who_comes_to_a_session_finds_it_in_their_calendar(visitors: Visitors) -> None:
    page = visitors.page(LEARNS, "/")
    page.get_by_role("link", name="J’y vais").click()
    press(page, "Je viens")
    expect(page.get_by_text("On vous attend")).to_be_visible()
    press(page, "Mon adresse privée, avec les liens pour rejoindre")
    address = page.get_by_label("L’adresse").input_value()
    calendar = page.request.get(address).text()
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in calendar
    page.context.close()


def test_a_weekly_digest_is_chosen_and_stays_chosen(visitors: Visitors) -> None:
    page = visitors.page(JOINS, "/preferences")
    page.get_by_label("Il arrive").select_option("weekly")
    page.get_by_label("le (chaque semaine)").select_option(label="vendredi")
    page.get_by_label("Ni courriel ni sonnerie").check()
    page.get_by_label("Courriels par semaine").fill("3")
    press(page, "Enregistrer")
    page.reload()
    expect(page.get_by_label("Il arrive")).to_have_value("weekly")
    expect(page.get_by_label("le (chaque semaine)")).to_have_value("4")
    expect(page.get_by_label("Courriels par semaine")).to_have_value("3")
    page.context.close()


def test_what_is_reported_is_looked_at_and_decided_with_a_reason(visitors: Visitors) -> None:
    writes, reads, animates = visitors.page(LEARNS), visitors.page(JOINS), visitors.page(ANIMATES)
    open_discussion(writes, "Une discussion qui dérape")
    reads.goto(writes.url)
    reads.locator("article summary").first.click()
    reads.locator("article").get_by_role("link", name="Signaler").first.click()
    reads.get_by_label("Pourquoi ?").fill("Ce n’est pas le ton d’ici.")
    press(reads, "Envoyer")
    animates.goto("/facilitation/moderation")
    case = animates.locator("main li.card", has_text="Ce n’est pas le ton d’ici.")
    case.locator("summary").click()
    case.get_by_label("Retirer").check()
    case.get_by_label("Pourquoi").fill("Restons aimables, vous pouvez le redire autrement.")
    case.get_by_role("button", name="Décider").click()
    writes.goto("/me/decisions")
    expect(writes.locator("main")).to_contain_text("Restons aimables")
    for page in (writes, reads, animates):
        page.context.close()


def test_an_import_is_rehearsed_then_done(visitors: Visitors) -> None:
    page = visitors.page(ANIMATES, "/facilitation/imports")
    rows = ["nom,courriel,pays,departement,organisation,type,taille,seul,attentes"]
    rows += [f"Personne {n},personne{n}@import.example,FR,23,Mairie,commune,1-9,oui," for n in range(300)]
    rows.append("Sans adresse,,FR,23,Mairie,commune,1-9,oui,")
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.get_by_label("Le fichier").set_input_files(file)  # type: ignore[arg-type]
    press(page, "Répéter")
    expect(page.get_by_role("button", name="Le faire pour de vrai")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("status").first).to_contain_text("301")
    press(page, "Le faire pour de vrai")
    expect(page.get_by_role("heading", level=1)).to_contain_text("s’est passé", timeout=60_000)
    page.context.close()


def test_the_bilan_is_prepared_published_and_read(visitors: Visitors) -> None:
    page = visitors.page(ANIMATES, "/bilan/prepare")
    page.get_by_label("Titre").fill("À mi-parcours")
    page.get_by_label("Quelques mots").fill("On n’est pas trop métriques, on est plus sensations.")
    press(page, "Publier ce bilan")
    expect(page.get_by_role("heading", level=1)).to_have_text("À mi-parcours", timeout=30_000)
    page.locator(".provenance summary").first.click()
    expect(page.locator(".provenance details[open]")).to_contain_text("/api/reporting/events")
    reader = visitors.page(LEARNS, page.url)
    expect(reader.get_by_role("heading", level=1)).to_have_text("À mi-parcours")
    for one in (page, reader):
        one.context.close()
