"""The learners of the demo: the voices that write, then a crowd of fictitious enrolments around them.

The same count and seed always give the same people. Authors in the other files are positions in this list, so the
voices come first and are enrolled before the course starts. Organisations keep one size each, every address is
unique and under demo.example, and whoever lives abroad or overseas has a name and a town from there.
"""

import random
import re
import unicodedata
from collections import Counter
from typing import Any

from embedded.demo import load

ABROAD, OVERSEAS = 0.055, 0.025  # shares of the crowd; the rest is mainland France
BY_STAFF = ["50-249", "10-49", "10-49", "1-9", "1-9"]  # a commune's size follows its place in places.yaml
BY_STAFF_OVERSEAS = ["50-249", "50-249", "50-249", "10-49", "10-49"]
FEW = 3  # so many at most from an organisation of fewer than ten people
STAFF_WEIGHTS = [2, 2, 2, 1, 1]  # fewer people can enrol where fewer work
ALONE = {"1-9": 0.85, "10-49": 0.55, "50-249": 0.3, "250-999": 0.12, "1000+": 0.05}
KINDS = {
    "commune": 58, "intercommunalite": 13, "association": 7, "hopital": 6, "other": 3, "etat": 6, "departement": 5,
    "region": 2,
}  # fmt: skip
SPECIAL = {"2A", "2B", "67", "68"}  # no departmental council of that name: one territorial authority instead
NAMES = {
    "intercommunalite": ["Communauté de communes du pays {town}"],
    "association": ["Centre social {town}", "Foyer rural {town}", "Les Jardins partagés {town}", "Entraide {town}"],
    "hopital": ["Centre hospitalier {town}", "EHPAD public {town}"],
    "other": ["Syndicat des eaux {town}", "Office de tourisme {town}"],
    "etat": ["Préfecture {of}", "Direction départementale des finances publiques {of}", "Direction académique {of}"],
    "departement": ["Département {of}"],
    "region": ["Région {region}"],
}
SIZES = {
    "intercommunalite": ["10-49", "50-249", "50-249", "250-999"],
    "association": ["1-9", "1-9", "10-49"],
    "hopital": ["50-249"],
    "other": ["1-9", "10-49"],
    "etat": ["50-249", "250-999"],
    "departement": ["1000+"],
    "region": ["1000+"],
}

Organisation = dict[str, str]
Learner = dict[str, Any]


def learners(count: int = 3200, seed: int = 2026) -> list[Learner]:
    """`count` people, the voices first; at least as many as there are voices, or their messages have no author."""
    rng = random.Random(seed)
    people = [enrol(voice, rng.uniform(-27, -20.1), rng) for voice in load("voices")[:count]]
    taken = {voice["email"] for voice in people}
    small: Counter[str] = Counter()
    while len(people) < count:
        person = enrol(somebody(rng), -27 + 26.9 * rng.random() ** 2.2, rng)
        where = person["organisation"]
        if person["email"] in taken or small[where["name"]] == FEW:
            continue  # a namesake, or too many from a tiny place: somebody else is drawn
        small[where["name"]] += where["size"] == "1-9"
        taken.add(person["email"])
        people.append(person)
    return people


def enrol(person: Learner, day: float, rng: random.Random) -> Learner:
    return {
        **person,
        "organisation": dict(person["organisation"]),
        "email": address(person["name"]),
        "hopes": rng.choice(load("hopes")),
        "day": round(day, 3),
    }


def address(name: str) -> str:
    """`Marie-Ève Gagnon` is marie-eve.gagnon@demo.example, which is reserved: nobody is written to by mistake."""
    first, _, last = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode().partition(" ")
    return ".".join(re.sub(r"[^a-z]+", "-", part) for part in (first, last)) + "@demo.example"


def somebody(rng: random.Random) -> Learner:
    drawn = rng.random()
    if drawn < ABROAD:
        return somebody_abroad(rng)
    overseas = drawn < ABROAD + OVERSEAS
    code = rng.choice([code for code in load("places") if (len(code) == 3) == overseas])
    names = load("names")
    surnames = names["overseas"].get(code, []) * 12 + names["surnames"][: 30 if overseas else None]
    organisation = in_france(code, rng)
    return person(names["first"], surnames, "FR", code, organisation, rng)


def somebody_abroad(rng: random.Random) -> Learner:
    countries = load("abroad")
    country = rng.choices(list(countries), [each["share"] for each in countries.values()])[0]
    there = countries[country]
    name = f"{there['town']} {of(rng.choice(there['places']))}"
    organisation = sized(name, "commune", ["50-249", "250-999"])
    return person(there["first"], there["surnames"], country, "", organisation, rng)


def person(
    first: list[str], surnames: list[str], country: str, department: str, organisation: Organisation, rng: random.Random
) -> Learner:
    given = rng.choice(first)
    surname = rng.choice([each for each in surnames if each != given])
    return {
        "name": f"{given} {surname}",
        "country": country,
        "department": department,
        "organisation": organisation,
        "alone": rng.random() < ALONE[organisation["size"]],
    }


def in_france(code: str, rng: random.Random) -> Organisation:
    place = load("places")[code]
    overseas = len(code) == 3
    kinds = ["commune", "association"] if overseas else list(KINDS)[: 6 if code in SPECIAL else None]
    kind = rng.choices(kinds, [KINDS[each] for each in kinds])[0]
    if kind == "commune":
        rank = rng.choices(range(5), STAFF_WEIGHTS)[0]
        sizes = BY_STAFF_OVERSEAS if overseas else BY_STAFF
        return sized(f"Commune {of(place['communes'][rank])}", kind, [sizes[rank]])
    town = of(rng.choice(place["communes"][:3]))
    name = rng.choice(NAMES[kind]).format(town=town, of=place["of"], region=place["region"])
    return sized(name, kind, SIZES[kind])


def sized(name: str, kind: str, sizes: list[str]) -> Organisation:
    """One organisation has one size, whoever enrols from it: a voice's own statement wins, else the name decides."""
    for voice in load("voices"):
        if voice["organisation"]["name"] == name:
            return dict(voice["organisation"])
    return {"name": name, "kind": kind, "size": random.Random(name).choice(sizes)}


def of(place: str) -> str:
    """`Le Vigan` is du Vigan, `Les Andelys` des Andelys, `Aubusson` d'Aubusson."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if place.startswith(article):
            return contracted + place.removeprefix(article)
    return f"d'{place}" if re.match(r"(?!Oui)[AEIOUYÀ-Ý]", place) else f"de {place}"
