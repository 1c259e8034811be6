"""The words of the page, in French and in English, and numbers and days as their readers write them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

WORDS: dict[str, dict[str, Any]] = {
    "fr": {
        "bilan": "Où en sommes-nous ?",
        "period": "Du {first} au {last}",
        "figures": "En chiffres",
        "figure": "Chiffre",
        "value": "Valeur",
        "where_from": "Ce que c’est, et d’où cela vient",
        "from_events": "Compté sur {count} événements, jusqu’au n° {position} :",
        "feel": "Ce que l’on ressent",
        "moods": "L’humeur, étape par étape (de 1, lourde, à 5, légère)",
        "few": "Moins de cinq personnes ont répondu : rien n’en est montré.",
        "people_answered": "{people} personnes ont répondu",
        "words": "Les mots",
        "quotes": "Elles et ils le disent",
        "somebody": "quelqu’un du parcours",
        "whom": "Qui touchons-nous ?",
        "continents": "D’où viennent les inscrites et inscrits",
        "talk": "Ce que l’on se dit",
        "posts_by_week": "Messages, par semaine (du lundi)",
        "debates": "Les controverses",
        "voices": "{voices} personnes ont pris position, {moved} ont changé d’avis.",
        "both": "Avant de lire (en bleu), après (en jaune)",
        "before": "Avant",
        "after": "Après",
        "stance": "Position",
        "stances": ("Tout à fait contre", "Plutôt contre", "Entre les deux", "Plutôt pour", "Tout à fait pour"),
        "projects": "Les projets",
        "by_phase": "Où en sont les projets",
        "phases": {
            "idea": "Idée",
            "immersion": "Immersion",
            "prototype": "Prototype",
            "test": "Essai",
            "story": "Récit",
        },
        "drawings": "Les facilitations graphiques",
        "sessions": "Les séances",
        "session_line": "{registered} inscriptions, {live} en direct, {later} en différé",
        "label": "Intitulé",
        "count": "Nombre",
        "stage": "Étape {number}",
        "session": "Séance",
        "none": "Rien encore.",
        "again": "Ce bilan peut être refait à l’identique à partir de l’événement n° {position}.",
        "places": {
            "africa": "Afrique",
            "americas": "Amériques",
            "antarctica": "Antarctique",
            "asia": "Asie",
            "europe": "Europe",
            "oceania": "Océanie",
            "unknown": "Non précisé",
        },
    },
    "en": {
        "bilan": "Where do we stand?",
        "period": "From {first} to {last}",
        "figures": "In figures",
        "figure": "Figure",
        "value": "Value",
        "where_from": "What it is, and where it comes from",
        "from_events": "Counted on {count} events, up to number {position}:",
        "feel": "How it feels",
        "moods": "Mood, stage by stage (from 1, heavy, to 5, light)",
        "few": "Fewer than five people answered: nothing of it is shown.",
        "people_answered": "{people} people answered",
        "words": "Words",
        "quotes": "In their words",
        "somebody": "somebody of the course",
        "whom": "Whom do we reach?",
        "continents": "Where people are from",
        "talk": "What people talk about",
        "posts_by_week": "Messages, by week (from its Monday)",
        "debates": "Controversies",
        "voices": "{voices} people took a stance, {moved} changed their mind.",
        "both": "Before reading (blue), after (yellow)",
        "before": "Before",
        "after": "After",
        "stance": "Stance",
        "stances": ("Strongly against", "Rather against", "In between", "Rather for", "Strongly for"),
        "projects": "Projects",
        "by_phase": "How far the projects are",
        "phases": {
            "idea": "Idea",
            "immersion": "Immersion",
            "prototype": "Prototype",
            "test": "Test",
            "story": "Story",
        },
        "drawings": "Sketchnotes",
        "sessions": "Sessions",
        "session_line": "{registered} registered, {live} live, {later} watched later",
        "label": "Label",
        "count": "Number",
        "stage": "Stage {number}",
        "session": "Session",
        "none": "Nothing yet.",
        "again": "This report can be made again, identical, from event number {position}.",
        "places": {
            "africa": "Africa",
            "americas": "Americas",
            "antarctica": "Antarctica",
            "asia": "Asia",
            "europe": "Europe",
            "oceania": "Oceania",
            "unknown": "Not said",
        },
    },
}


def number(value: float | None, language: str) -> str:
    """As readers of the language write it; a dash for what cannot be known."""
    return "–" if value is None else format_decimal(value, format="#,##0.##", locale=language)


def day(value: str | date, language: str, form: str = "long") -> str:
    """In French the first of a month is `1er`, which Babel's patterns do not know."""
    day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    written = format_date(day, format=form, locale=language)
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written


def week(value: str, language: str) -> str:
    """A week by the day on which it begins."""
    day_of_it = date.fromisoformat(value[:10])
    return day(day_of_it - timedelta(days=day_of_it.weekday()), language, "d MMMM")


def about(what: Mapping[str, Any], bilan: Mapping[str, Any], say: Mapping[str, Any]) -> str:
    """What a sensation is about, by its title if that is known."""
    for stage in bilan["stages"]:
        if what["type"] == "stage" and stage["stage"] == what["id"]:
            return f"{say['stage'].format(number=stage['number'])} : {stage['title']}"
    titles = {session["session"]: session["title"] for session in bilan["sessions"]}
    return titles.get(what["id"], say.get(what["type"], ""))
