"""The rows of a file: read as people save them, and refused one by one in words that people understand."""

from contextlib import suppress

import pytest
from enrolment import sheet
from enrolment.sheet.reasons import SENTENCES
from hypothesis import given
from hypothesis import strategies as st
from kit.errors import Invalid

HEAD = "name,email,country,department,organisation,kind,size,alone,hopes"
GOOD = {
    "name": "Élise",
    "email": "elise@demo.example",
    "country": "FR",
    "department": "23",
    "alone": "oui",
    "organisation": "Commune d'Exemple",
    "kind": "commune",
    "size": "1-9",
    "hopes": "",
}


def test_a_spreadsheet_is_read_as_people_save_it():
    text = HEAD.replace(",", ";") + "\r\nÉlise;elise@demo.example;fr;1;CH d'Exemple;Hôpital;50-249;oui;\r\n;;;;;;;;\r\n"
    [line] = sheet.read(text.encode("cp1252"), "fr")
    assert line.number == 2
    assert line.row
    assert (line.row["department"], line.row["alone"], line.row["organisation"]["kind"]) == ("01", True, "hopital")


def test_a_row_that_breaks_a_rule_is_refused_with_the_line_that_it_begins_on():
    text = f'{HEAD},enrolled_at\n"A",a@demo.example,BE,,"B\nB",other,1-9,non,,2199-01-01\nC\n'
    first, second = sheet.read(text.encode(), "fr")
    assert (first.number, second.number) == (2, 4)
    assert "does not fit on a line of 200 characters" in first.reason
    assert "is not a past date" in first.reason
    assert second.reason.startswith("This row has 1 cells instead of 10")


@pytest.mark.parametrize(
    "broken", [b"", b"\n\n", b"a,b\n", b"\x81", HEAD.encode() + b'\n"x', HEAD.encode() + b",name\n", b"name" * 50_000]
)
def test_a_broken_file_is_refused_before_any_row_is_used(broken):
    with pytest.raises(Invalid):
        sheet.read(broken, "fr")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(junk):
    with suppress(Invalid):
        assert all(line.row or line.reason for line in sheet.read(HEAD.encode() + b"\n" + junk, "fr"))


BROKEN = {
    "no name": ({"name": ""}, "Le nom"),
    "a name on two lines": ({"name": '"É\nlise"'}, "sur une ligne"),
    "a name with what cannot be shown": ({"name": "É\x07lise"}, "Le nom"),
    "no address": ({"email": ""}, "adresse électronique"),
    "an address without a place": ({"email": "elise@"}, "« elise@ »"),
    "a country by its name": ({"country": "France"}, "« France »"),
    "no department in France": ({"department": ""}, "Il manque le département"),
    "a department that is none": ({"department": "20"}, "« 20 »"),
    "a department abroad": ({"country": "BE"}, "laissez la case vide"),
    "no organisation": ({"organisation": ""}, "l'organisation manque"),
    "a kind that is none": ({"kind": "entreprise"}, "« entreprise » n'est pas une des sortes"),
    "a size that a spreadsheet took for a date": ({"size": "01-sept"}, "tailles"),
    "neither yes nor no": ({"alone": "parfois"}, "ni oui ni non"),
    "hopes without end": ({"hopes": "x" * 2_001}, "2 000 caractères"),
    "a date to come": ({"enrolled_at": "2199-01-01"}, "date d'inscription passée"),
    "a cell too many": ({"hopes": "x;y"}, "11 cases au lieu de 10"),
}


@pytest.mark.parametrize(("changes", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_row_is_refused_in_plain_french_and_its_neighbours_are_not(changes, said):
    rows = [GOOD | {"email": "a@demo.example"}, GOOD | changes, GOOD | {"email": "b@demo.example"}]
    columns = [*GOOD, "enrolled_at"]
    text = "\n".join([";".join(columns), *(";".join(row.get(name, "") for name in columns) for row in rows)])
    first, broken, last = sheet.read(text.encode(), "fr", "fr")
    assert (first.row is None, broken.row is None, last.row is None) == (False, True, False)
    assert said in broken.reason
    assert not set(broken.reason) & set("{}[]"), "no jargon"


def test_two_rows_of_one_address_are_one_row_and_a_refusal():
    rows = [",".join(GOOD.values()), ",".join((GOOD | {"email": "ELISE@demo.example"}).values())]
    first, second = sheet.read("\n".join([",".join(GOOD), *rows]).encode(), "fr", "fr")
    assert (first.row is None, second.reason) == (False, "La même adresse est déjà à la ligne 2.")


def test_columns_may_have_french_names_in_any_order():
    text = (
        "Courriel;Nom;Pays;Département;Organisation;Type;Taille;Seul;Attentes\na@demo.example;A;fr;1;X;État;10 à 49;x;"
    )
    [line] = sheet.read(text.encode("cp1252"), "fr")
    assert line.row
    assert line.row["organisation"] == {"name": "X", "kind": "etat", "size": "10-49"}


def test_every_reason_is_said_in_both_languages_with_the_same_holes():
    for french, english in SENTENCES.values():
        assert {hole for hole in ("cell", "choices", "line", "found", "wanted") if "{" + hole in french} == {
            hole for hole in ("cell", "choices", "line", "found", "wanted") if "{" + hole in english
        }
