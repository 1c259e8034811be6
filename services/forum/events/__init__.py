"""The facts that forum tells, whole, and the fields that it reads of the facts of others.

Facts are pseudonymous and carry no words of a message: those who may read it ask forum.
"""

from forum.events import community, controversies, discussions, moderation, projects
from forum.events.community import *
from forum.events.controversies import *
from forum.events.discussions import *
from forum.events.heard import *
from forum.events.moderation import *
from forum.events.projects import *

EMITTED = (*discussions.EMITTED, *controversies.EMITTED, *projects.EMITTED, *community.EMITTED, *moderation.EMITTED)
