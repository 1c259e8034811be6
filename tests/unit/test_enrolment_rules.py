"""Enrolment's rules, without a database: addresses, consents, stages, links, and the rows of a file."""

from datetime import UTC, datetime, timedelta

import pytest
from enrolment.domain import enrolments, people, reach, sessions, sign_in, stages
from enrolment.schemas.requests import Email, NewLearner, SignIn
from enrolment.tokens import digest
from hypothesis import given
from hypothesis import strategies as st
from kit.places import MAINLAND, continent, departments
from marshmallow import ValidationError

NOON = datetime(2026, 6, 19, 12, tzinfo=UTC)
MARYLINE = {
    "name": "Maryline Exemple",
    "email": "maryline@demo.example",
    "country": "FR",
    "department": "23",
    "organisation": {"name": "Commune d'Exemple", "kind": "commune", "size": "1-9"},
    "alone": True,
    "consent": {"terms": True, "newsletter": False},
    "language": "fr",
}


@pytest.mark.parametrize("other", ["Maryline@Demo.Example", " maryline@demo.example ", "ｍaryline@demo.example"])
def test_spellings_of_one_address_fold_to_one(other):
    assert people.fold(other) == people.fold("maryline@demo.example")


def test_dots_make_another_address():
    assert people.fold("mary.line@demo.example") != people.fold("maryline@demo.example")


@given(st.emails())
def test_folding_twice_is_folding_once(email):
    assert people.fold(people.fold(email)) == people.fold(email)


def test_an_enrolment_keeps_dated_consents_by_purpose():
    enrolment = enrolments.new_enrolment(
        "a-course", "maryline", "Maryline", MARYLINE, "learner", enrolments.SIGN_UP, NOON
    )
    assert enrolment["consents"] == [
        {"purpose": "newsletter", "given": False, "at": NOON, "source": "sign-up"},
        {"purpose": "terms", "given": True, "at": NOON, "source": "sign-up"},
    ]


def test_what_is_told_of_an_enrolment_names_nobody():
    enrolment = enrolments.new_enrolment("a-course", "p1", "Maryline", MARYLINE, "learner", enrolments.SIGN_UP, NOON)
    told = enrolments.enrolled(enrolment)
    assert (told["learner"], told["continent"]) == ("p1", "europe")
    assert not {"name", "email"} & told.keys()


@given(st.sampled_from([*sorted(MAINLAND), "971", "973", "974", "976"]))
def test_every_french_department_is_on_a_continent(department):
    assert continent("FR", department) == {"971": "americas", "973": "americas"}.get(
        department, "africa" if len(department) == 3 else "europe"
    )


def test_an_unchanged_profile_is_told_to_nobody():
    person = people.new_person("p1", "Maryline", "maryline@demo.example", "fr", NOON)
    assert people.with_profile(person, "Maryline", None) is person
    assert people.with_profile(person, "Mary", None)["version"] == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"department": ""}, "department"),
        ({"country": "BE"}, "department"),
        ({"consent": {"terms": False}}, "consent"),
        ({"consent": {"terms": 2}}, "consent"),
        ({"consent": {}}, "consent"),
        ({"alone": "yes"}, "alone"),
        ({"name": "Two\nlines"}, "name"),
        ({"email": "nobody"}, "email"),
        ({"country": "XX"}, "country"),
        ({"organisation": {"name": "X", "kind": "firm", "size": "1-9"}}, "organisation"),
        ({"shoe_size": 38}, "shoe_size"),
    ],
)
def test_a_form_that_breaks_a_rule_is_refused_by_the_field(changes, field):
    with pytest.raises(ValidationError) as refused:
        NewLearner().load(MARYLINE | changes)
    assert list(refused.value.normalized_messages()) == [field]


@given(st.text(max_size=40))
def test_no_text_makes_an_address_that_a_mail_header_cannot_hold(text):
    try:
        address = Email().deserialize(text)
    except ValidationError:
        return
    assert "@" in address
    assert not set(address) & set("\r\n\0")


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "/a\n", "fr", "/\ud800"])
def test_a_link_leads_nowhere_else(path):
    with pytest.raises(ValidationError):
        SignIn().load({"email": "a@demo.example", "next": path})


def test_a_stage_opens_once_and_not_before_its_moment():
    stage = stages.new_stage("s1", "a-course", {"number": 1, "opens_at": NOON}, "f1", NOON)
    assert not stages.is_due(stage, NOON - timedelta(seconds=1))
    assert stages.is_due(stage, NOON)
    opened = stages.opened(stage, NOON)
    assert not stages.is_due(opened, NOON + timedelta(days=1))
    assert (opened["opened_at"], opened["version"]) == (NOON, 1)


def test_the_same_recording_again_is_no_news():
    session = sessions.new_session(
        "s1", "a-course", {"title": "Mi-parcours", "starts_at": NOON, "minutes": 60}, "f1", NOON
    )
    recorded = sessions.recorded(session, "https://video.example/1")
    assert sessions.recorded(recorded, "https://video.example/1") is recorded
    assert sessions.recorded(recorded, "https://video.example/2")["version"] == 3


def test_five_links_in_fifteen_minutes_and_no_more():
    times = [NOON + timedelta(minutes=minute) for minute in range(5)]
    assert sign_in.may_ask(times[:4], times[4])
    assert not sign_in.may_ask(times, times[4])
    assert sign_in.may_ask(times, NOON + timedelta(minutes=15))


def test_a_link_is_good_once_for_somebody_and_for_a_quarter_of_an_hour():
    link = sign_in.new_link("secret", "maryline", NOON)
    assert "secret" not in str(link)
    assert sign_in.link_is_good(link, "family", NOON + timedelta(minutes=14))
    assert not sign_in.link_is_good(link, "family", NOON + timedelta(minutes=15))
    assert not sign_in.link_is_good({**link, "used_by": "another"}, "family", NOON)
    assert not sign_in.link_is_good(sign_in.new_link("secret", None, NOON), "family", NOON)
    assert not sign_in.link_is_good(None, "family", NOON)


def test_a_family_keeps_a_hash_and_ends_by_date_or_by_revocation():
    family = sign_in.new_family("f1", "maryline", "f1.secret", NOON)
    assert family["current"] == [digest("f1.secret")]
    assert sign_in.family_lives(family, NOON)
    assert not sign_in.family_lives(family, NOON + sign_in.SESSION_LASTS)
    assert not sign_in.family_lives({**family, "revoked": True}, NOON)


def test_places_that_are_isolated_are_departments_each_for_one_reason():
    overseas = {one for one in departments() if one.startswith(reach.OVERSEAS_BEGINS)}
    assert set(departments()) >= reach.SPARSE | reach.CORSICA
    assert not reach.SPARSE & (reach.CORSICA | overseas)
    assert [one for one in departments() if reach.reach(one, "", alone=False)] == sorted(
        reach.SPARSE | reach.CORSICA | overseas
    )


@pytest.mark.parametrize(
    ("department", "size", "alone", "reasons"),
    [
        ("75", "1000+", False, []),
        ("23", "1000+", False, ["isolated"]),
        ("974", "250-999", False, ["isolated"]),
        ("2A", "", False, ["isolated"]),
        ("69", "10-49", False, ["small"]),
        ("69", "50-249", True, ["alone"]),
        ("", "1-9", True, ["small", "alone"]),
    ],
)
def test_reach_is_for_small_lonely_or_isolated_places(department, size, alone, reasons):
    assert reach.reach(department, size, alone) == reasons
