"""The kinds of news and the reasons for them, in words; and where each leads."""

from functools import lru_cache
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_babel import ngettext

from gateway.languages import current

SUBJECTS = (
    (
        later("Discussions"),
        (
            ("mention", later("On parle de vous")),
            ("answer", later("On vous répond")),
            ("reply", later("Du nouveau là où vous avez écrit")),
            ("discussion", later("Une discussion s’ouvre dans ce que vous suivez")),
            ("thanks", later("On vous dit merci")),
            ("accepted", later("Votre réponse a aidé")),
            ("question", later("Une question attend quelqu’un comme vous")),
        ),
    ),
    (
        later("Controverses"),
        (
            ("controversy", later("Une controverse s’ouvre")),
            ("controversy-closed", later("Une controverse se ferme")),
            ("controversy-concluded", later("Une controverse est conclue")),
            ("convinced", later("Votre argument parle à quelqu’un")),
        ),
    ),
    (
        later("Projets"),
        (
            ("project", later("Un projet naît")),
            ("project-news", later("Un projet que vous suivez avance")),
            ("team", later("Votre équipe change")),
            ("quiet", later("Votre projet se fait silencieux")),
            ("resembling", later("Un projet ressemble au vôtre")),
        ),
    ),
    (
        later("Coups de main et contacts"),
        (
            ("help", later("On vous demande un coup de main")),
            ("help-wanted", later("Quelqu’un cherche un coup de main")),
            ("help-offered", later("On vous tend la main")),
            ("help-closed", later("Un coup de main est réglé")),
            ("contact", later("Quelqu’un veut garder le contact")),
            ("contact-accepted", later("Vous voilà en contact")),
        ),
    ),
    (
        later("Le parcours"),
        (
            ("announcement", later("Une annonce de l’équipe")),
            ("stage", later("Une étape s’ouvre")),
            ("session", later("Une séance est annoncée")),
            ("session-soon", later("Votre séance commence bientôt")),
            ("session-moved", later("Votre séance change d’heure")),
            ("session-cancelled", later("Votre séance est annulée")),
            ("recording", later("Un enregistrement est en ligne")),
            ("sketchnote", later("Un dessin est en ligne")),
            ("bilan", later("Un bilan est publié")),
        ),
    ),
    (
        later("La vie ensemble"),
        (
            ("reported", later("Un signalement à regarder")),
            ("moderated", later("Une décision sur votre message")),
            ("roles", later("Votre rôle change")),
        ),
    ),
)
SAID = {name: said for _subject, kinds in SUBJECTS for name, said in kinds}
REASONS = {
    "you-are-mentioned": later("parce qu’on vous nomme"),
    "answers-you": later("parce qu’on vous répond"),
    "you-opened": later("parce que vous avez ouvert la discussion"),
    "you-wrote": later("parce que vous y avez écrit"),
    "you-watch": later("parce que vous suivez cela"),
    "you-watch-stage": later("parce que vous suivez l’étape"),
    "you-watch-tag": later("parce que vous suivez ce mot-clé"),
    "you-watch-course": later("parce que vous suivez tout le parcours"),
    "you-can-help": later("parce que vous avez dit pouvoir aider"),
    "you-are-asked": later("parce qu’on vous le demande"),
    "you-asked": later("parce que vous l’avez demandé"),
    "you-helped": later("parce que vous avez aidé"),
    "your-message": later("parce que c’est votre message"),
    "your-argument": later("parce que c’est votre argument"),
    "your-project": later("parce que c’est votre projet"),
    "your-contact": later("parce que c’est votre contact"),
    "you-registered": later("parce que vous êtes inscrit·e à la séance"),
    "you-moderate": later("parce que vous animez"),
    "it-concerns-you": later("parce que cela vous concerne"),
    "you-are-enrolled": later("parce que vous suivez le parcours"),
}
PLACES = {
    "discussion": ("forum.shown", "discussion"),
    "post": ("forum.find", "post"),
    "project": ("projects.shown", "project"),
    "controversy": ("controversies.shown", "controversy"),
    "help": ("help.shown", "asked"),
    "session": ("sessions.shown", "meeting"),
    "bilan": ("bilan.shown", "bilan"),
    "announcement": ("announcements.shown", "announcement"),
}
LISTS = {"stage": "stages.listed", "contact": "contacts.listed", "report": "facilitation.cases", "person": "me.show"}


def place(thing: str, identity: str) -> str:
    """The page about a thing; home, for what has none."""
    if thing in PLACES:
        endpoint, name = PLACES[thing]
        values: dict[str, Any] = {name: identity}
        try:
            return url_for(endpoint, **values)
        except ValueError:  # not an id that could be in such an address
            return url_for("home.home")
    return url_for(LISTS.get(thing, "home.home"))


def headline(bell: dict[str, Any], names: dict[str, str]) -> str:
    """`Camille et 3 autres`, `4 nouvelles` or nothing: who it is from."""
    actors = [one for one in (bell.get("actors") or [bell["actor"]]) if one]
    named = next((names[one] for one in actors if one in names), "")
    others = len(actors) - 1
    if not named:
        return ""
    if others > 0:
        return ngettext("%(name)s et %(num)s autre", "%(name)s et %(num)s autres", others, name=named)
    return named


@lru_cache(500)
def _kind(name: str, _language: str) -> str:
    return str(SAID.get(name, _("Du nouveau")))


@lru_cache(500)
def _reason(name: str, _language: str) -> str:
    return str(REASONS.get(name, ""))


def add_filters(app: Flask) -> None:
    app.jinja_env.filters["kind"] = lambda name: _kind(name, current())
    app.jinja_env.filters["reason"] = lambda name: _reason(name, current())
    app.jinja_env.filters["headline"] = headline
    app.jinja_env.globals["place"] = place  # type: ignore[assignment]
