"""The facts that notifications tells, whole, and the fields that it reads of the facts of others."""

from notifications.events import private, told
from notifications.events.heard import *
from notifications.events.private import *
from notifications.events.told import *

EMITTED = (*told.EMITTED,)
EMITTED_IN_PRIVATE = private.EMITTED
