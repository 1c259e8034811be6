"""The fields that reporting reads of the facts of others.

All public facts are here, since all of them are kept; a contract test holds them against the catalogue.
"""

from kit.event import Fact

from reporting.events.heard.enrolment import *
from reporting.events.heard.forum import *
from reporting.events.heard.notifications import *
from reporting.events.heard.reporting import *

COUNTED = (LEARNER_ENROLLED, DISCUSSION_OPENED, POST_PUBLISHED, CONTROVERSY_OPENED, PROJECT_DECLARED)
PUBLIC = tuple(value for value in list(vars().values()) if isinstance(value, Fact))
"""Every fact above: all but `figures.updated`, which is made of the others."""
