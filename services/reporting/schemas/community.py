"""The shapes of figures about people and how they talk."""

from marshmallow import Schema, fields


class Ranked(Schema):
    name = fields.String()
    count = fields.Integer()


def ranked() -> fields.List:
    return fields.List(fields.Nested(Ranked))


def share() -> fields.Float:
    return fields.Float(allow_none=True, metadata={"description": "From 0 to 1; null of nothing."})


class Course(Schema):
    title = fields.String()
    language = fields.String()
    starts_on = fields.String()


class Reach(Schema):
    """Small: fewer than 50 people work there. Alone: nobody else there works on the subject. Isolated: from overseas,
    Corsica or a sparse department."""

    small = fields.Integer()
    small_share = share()
    alone = fields.Integer()
    alone_share = share()
    small_and_alone = fields.Integer()
    isolated = fields.Integer()
    isolated_share = share()
    countries = fields.Integer()
    departments_reached = fields.Integer()
    departments_share = share()


class Cohort(Schema):
    """Who enrolled in an ISO week, and how many of them were active in that week, the next, and so on."""

    week = fields.String()
    enrolled = fields.Integer()
    active = fields.List(fields.Integer())


class People(Schema):
    enrolled = fields.Integer()
    left = fields.Integer()
    active_this_week = fields.Integer()
    returning = fields.Integer()
    active_share = share()
    by_country = ranked()
    by_continent = ranked()
    by_department = ranked()
    by_organisation_kind = ranked()
    by_organisation_size = ranked()
    reach = fields.Nested(Reach)
    cohorts = fields.List(fields.Nested(Cohort))


class Forum(Schema):
    """`evenness` is 1 less Gini's coefficient of posts by person; waits are medians, in hours."""

    discussions = fields.Integer()
    alive = fields.Integer()
    posts = fields.Integer()
    thanks = fields.Integer()
    voices = fields.Integer()
    gini = share()
    evenness = share()
    questions = fields.Integer()
    unanswered = fields.Integer()
    answered_share = share()
    accepted = fields.Integer()
    hours_to_first_answer = fields.Float(allow_none=True)
