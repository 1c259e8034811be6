"""The fields that notifications reads of the facts of others."""

from notifications.events.heard.community import *
from notifications.events.heard.course import *
from notifications.events.heard.people import *
from notifications.events.heard.talk import *
