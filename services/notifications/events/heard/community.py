"""The fields that notifications reads of what forum tells of projects, hands given, contacts and moderation."""

from kit.event import Fact, Read
from marshmallow import fields


class AboutRead(Read):
    type = fields.String(required=True)
    id = fields.String(required=True)


class ProjectDeclaredRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class ProjectUpdatedRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    by = fields.String(required=True)


class ProjectJoinedRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    learner = fields.String(required=True)


class ProjectLeftRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    learner = fields.String(required=True)


class ProjectWentQuietRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    team = fields.List(fields.String(), required=True)


class ProjectResembledRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    team = fields.List(fields.String(), required=True)
    other = fields.String(required=True)
    other_title = fields.String(required=True)
    other_team = fields.List(fields.String(), required=True)


class HelpRequestedRead(Read):
    course = fields.String(required=True)
    request = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.List(fields.String(), required=True)


class HelpOfferedRead(Read):
    course = fields.String(required=True)
    request = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class HelpClosedRead(Read):
    course = fields.String(required=True)
    request = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    outcome = fields.String(required=True)
    helpers = fields.List(fields.String(), required=True)


class ContactRequestedRead(Read):
    course = fields.String(required=True)
    contact = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.String(required=True)


class ContactAcceptedRead(Read):
    course = fields.String(required=True)
    contact = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.String(required=True)


class ContentReportedRead(Read):
    course = fields.String(required=True)
    report = fields.String(required=True)
    about = fields.Nested(AboutRead, required=True)


class ContentModeratedRead(Read):
    course = fields.String(required=True)
    decision = fields.String(required=True)
    action = fields.String(required=True)
    about = fields.Nested(AboutRead, required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


PROJECT_DECLARED = Fact("org.bascule.forum.project.declared.v1", ProjectDeclaredRead())
PROJECT_UPDATED = Fact("org.bascule.forum.project.updated.v1", ProjectUpdatedRead())
PROJECT_JOINED = Fact("org.bascule.forum.project.joined.v1", ProjectJoinedRead())
PROJECT_LEFT = Fact("org.bascule.forum.project.left.v1", ProjectLeftRead())
PROJECT_WENT_QUIET = Fact("org.bascule.forum.project.went-quiet.v1", ProjectWentQuietRead())
PROJECT_RESEMBLED = Fact("org.bascule.forum.project.resembled.v1", ProjectResembledRead())
HELP_REQUESTED = Fact("org.bascule.forum.help.requested.v1", HelpRequestedRead())
HELP_OFFERED = Fact("org.bascule.forum.help.offered.v1", HelpOfferedRead())
HELP_CLOSED = Fact("org.bascule.forum.help.closed.v1", HelpClosedRead())
CONTACT_REQUESTED = Fact("org.bascule.forum.contact.requested.v1", ContactRequestedRead())
CONTACT_ACCEPTED = Fact("org.bascule.forum.contact.accepted.v1", ContactAcceptedRead())
CONTENT_REPORTED = Fact("org.bascule.forum.content.reported.v1", ContentReportedRead())
CONTENT_MODERATED = Fact("org.bascule.forum.content.moderated.v1", ContentModeratedRead())
