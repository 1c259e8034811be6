"""Why a file or a row of it is refused, in plain words: French for who reads French, English for everybody else.

Who mends the file is no programmer, so each sentence says what was found and what is wanted.
"""

SENTENCES: dict[str, tuple[str, str]] = {
    "name": (
        "Le nom « {cell} » ne convient pas : il en faut un, sur une ligne, de 120 caractères au plus.",
        "The name “{cell}” will not do: one is needed, on one line, of at most 120 characters.",
    ),
    "email": (
        "« {cell} » n'est pas une adresse électronique complète, comme prenom.nom@commune.fr.",
        "“{cell}” is not a complete e-mail address, as first.last@town.org.",
    ),
    "country": (
        "« {cell} » n'est pas un code de pays en deux lettres, comme FR.",
        "“{cell}” is not a country code of two letters, as FR.",
    ),
    "department": (
        "« {cell} » n'est pas le numéro d'un département français, comme 23, 2A ou 974.",
        "“{cell}” is not the number of a French department, as 23, 2A or 974.",
    ),
    "department.missing": (
        "Il manque le département, qui est demandé en France.",
        "The department is missing; it is needed in France.",
    ),
    "department.abroad": (
        "Il y a un département (« {cell} ») alors que le pays n'est pas la France : laissez la case vide.",
        "There is a department (“{cell}”) outside France: leave the cell empty.",
    ),
    "organisation": (
        "Le nom de l'organisation manque, ou ne tient pas sur une ligne de 200 caractères.",
        "The organisation's name is missing, or does not fit on a line of 200 characters.",
    ),
    "kind": (
        "« {cell} » n'est pas une des sortes d'organisation : {choices}.",
        "“{cell}” is not one of the kinds of organisation: {choices}.",
    ),
    "size": (
        "« {cell} » n'est pas une des tailles d'organisation : {choices}.",
        "“{cell}” is not one of the sizes of organisation: {choices}.",
    ),
    "alone": (
        "À la question « seul·e sur le sujet », « {cell} » n'est ni oui ni non.",
        "Whether somebody is alone on the subject: “{cell}” is neither yes nor no.",
    ),
    "hopes": (
        "Les attentes dépassent 2 000 caractères, ou contiennent des signes qui ne s'affichent pas.",
        "The hopes have more than 2,000 characters, or some that cannot be shown.",
    ),
    "enrolled_at": (
        "« {cell} » n'est pas une date d'inscription passée, écrite comme 2026-05-31.",
        "“{cell}” is not a past date of enrolment, written as 2026-05-31.",
    ),
    "cells": (
        "Cette ligne a {found} cases au lieu de {wanted} : il y a sans doute un séparateur en trop ou en moins.",
        "This row has {found} cells instead of {wanted}: there is probably one separator too many or too few.",
    ),
    "twin": (
        "La même adresse est déjà à la ligne {line}.",
        "The same address is on line {line} already.",
    ),
    "gone": (
        "Cette personne a quitté le parcours : elle seule peut décider d'y revenir.",
        "This person has left the course: only they can decide to come back.",
    ),
    "file.empty": ("Le fichier est vide.", "The file is empty."),
    "file.encoding": (
        "Le fichier n'est pas du texte en UTF-8 ou en windows-1252 : enregistrez-le au format CSV.",
        "The file is not text in UTF-8 or windows-1252: save it as CSV.",
    ),
    "file.long": (
        "Le fichier a plus de {most} lignes : envoyez-le en plusieurs parties.",
        "The file has more than {most} rows: send it in parts.",
    ),
    "file.quote": (
        "À la ligne {line}, un guillemet est ouvert et n'est pas refermé comme il faut.",
        "On line {line} a quotation mark is opened and not closed as it should be.",
    ),
    "file.lacks": (
        "La première ligne doit nommer les colonnes ; il manque : {columns}.",
        "The first line must name the columns; it lacks: {columns}.",
    ),
    "file.unknown": (
        "La première ligne nomme des colonnes inconnues ou en double : {columns}.",
        "The first line names columns that are unknown or there twice: {columns}.",
    ),
}
SHOWN = 60
"""Characters of a cell that a sentence repeats."""


def say(language: str, what: str, **found: object) -> str:
    """One sentence in a language (`fr`, else English); a cell that is quoted is cut to 60 characters."""
    sentence = SENTENCES[what][0 if language == "fr" else 1]
    return sentence.format(**{name: _short(value) for name, value in found.items()})


def _short(value: object) -> object:
    text = str(value)
    return value if len(text) <= SHOWN or not isinstance(value, str) else text[: SHOWN - 1] + "…"
