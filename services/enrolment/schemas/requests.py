"""The shapes of requests; a row of an import is held to the same rules as the form."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import available_timezones

from kit import places
from kit.identity import ROLES
from kit.shapes import Line, Page, Text, slug, time
from marshmallow import Schema, ValidationError, fields, validate, validates_schema
from webargs.fields import DelimitedList

from enrolment.domain.people import fold

LANGUAGES = ("fr", "en")
KINDS = ("commune", "intercommunalite", "departement", "region", "etat", "hopital", "association", "other")
SIZES = ("1-9", "10-49", "50-249", "250-999", "1000+")
INSIDE = r"^/(?![/\\])[^\\\x00-\x20\x7f\ud800-\udfff]*$(?!\n)"
SECRET = r"^[A-Za-z0-9._-]{1,200}$(?!\n)"  # nosec B105


class Email(Line):
    """An address as people type it; what folds to nothing that mail can reach is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(3, 254, metadata={"format": "email"}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = super()._deserialize(value, attr, data, **options)
        validate.Email()(fold(text))
        return text


def language(**options: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(LANGUAGES), **options)


def zone(**options: Any) -> fields.String:
    """A time zone of the IANA database, as Europe/Paris."""
    known = validate.OneOf(sorted(available_timezones()), error="Not a time zone, as Europe/Paris.")
    return fields.String(validate=known, **options)


def yes_or_no(**options: Any) -> fields.Boolean:
    """A consent or a fact about someone: true or false, and nothing that merely looks like it."""
    return fields.Boolean(truthy={True}, falsy={False}, **options)


class NewCourse(Schema):
    id = slug(required=True)
    title = Line(3, 160, required=True)
    summary = Text(1, 5_000, required=True)
    language = language(required=True)
    zone = zone(load_default="Europe/Paris")
    starts_on = fields.Date(required=True, validate=validate.Range(date(2000, 1, 1), date(2200, 1, 1)))


class NewOrganisation(Schema):
    name = Line(1, 200, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    size = fields.String(required=True, validate=validate.OneOf(SIZES))


class NewConsent(Schema):
    """One answer for each purpose; what is not answered is not agreed to."""

    terms = yes_or_no(required=True, validate=validate.Equal(True, error="The terms must be accepted."))
    newsletter = yes_or_no()
    quoting = yes_or_no(metadata={"description": "May my words be quoted, by name, in reports on the course?"})
    findable = yes_or_no(metadata={"description": "May the others of the course find me by my name?"})


class Workplace(Schema):
    """Where somebody works, what they hope for and what they agree to: all that an enrolment says."""

    country = places.country(required=True)
    department = places.department(load_default="")
    organisation = fields.Nested(NewOrganisation, required=True)
    alone = yes_or_no(required=True)
    hopes = Text(0, 2_000, load_default="")
    consent = fields.Nested(NewConsent, required=True)

    @validates_schema
    def department_is_french(self, data: dict[str, Any], **_: Any) -> None:
        if (data["country"] == "FR") != bool(data["department"]):
            sentence = "Must be empty outside France." if data["department"] else "Required in France."
            raise ValidationError(sentence, "department")


class NewLearner(Workplace):
    name = Line(1, 120, required=True)
    email = Email(required=True)
    language = language(required=True)


def _not_to_come(moment: datetime) -> None:
    if moment > datetime.now(UTC):
        raise ValidationError("Must not be in the future.")


class ImportedLearner(NewLearner):
    enrolled_at = time(attribute="at", default_timezone=UTC, validate=_not_to_come)


def destination(**options: Any) -> fields.String:
    """Where to go once signed in: a path of this site, and nowhere else."""
    inside = validate.Regexp(INSIDE, error="Must be a path of this site, as /fr/cours.")
    return fields.String(validate=[validate.Length(max=500), inside], **options)


class SignIn(Schema):
    email = Email(required=True)
    next = destination()


class NewAddress(Schema):
    email = Email(required=True)


class Link(Schema):
    link = fields.String(required=True, validate=validate.Regexp(SECRET))


class RefreshToken(Schema):
    refresh_token = fields.String(required=True, validate=validate.Regexp(SECRET))


class Profile(Schema):
    name = Line(1, 120)
    language = language()


class Roles(Schema):
    roles = fields.List(
        fields.String(validate=validate.OneOf(ROLES)), required=True, validate=validate.Length(1, len(ROLES))
    )


class Search(Schema):
    course = fields.String(required=True, validate=validate.Length(1, 100))
    q = fields.String(required=True, validate=validate.Length(1, 60), metadata={"description": "Begins a name"})


class Members(Page):
    role = fields.String(validate=validate.OneOf(ROLES))


class People(Schema):
    course = fields.String(required=True, validate=validate.Length(1, 100))
    ids = DelimitedList(
        fields.String(validate=validate.Length(1, 100)), required=True, validate=validate.Length(1, 100)
    )
