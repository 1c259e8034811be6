"""The facts that reporting tells, whole, and the fields that it reads of the facts of others."""

from reporting.events.heard import *
from reporting.events.told import *
