"""The kinds of news, and how each reaches people who never chose: calm by default, at once only what is for them.

On the bell everything shows. `mail` is AT_ONCE, in the DIGEST, or NEVER; `push` also rings the telephone, where
somebody asked for that. What is `urgent` waits for no quiet hours and counts towards no ceiling: it is soon too late.
`everyone` marks what is told to a whole course.
"""

from collections.abc import Iterable
from dataclasses import dataclass

AT_ONCE, DIGEST, NEVER = "at-once", "digest", "never"
MAIL = (AT_ONCE, DIGEST, NEVER)


@dataclass(frozen=True)
class Kind:
    """How news of this kind reach whoever never chose."""

    name: str
    mail: str = DIGEST
    push: bool = False
    urgent: bool = False
    everyone: bool = False


ALL = (
    # in discussions, from the most to the least personal: of several, a bell shows the first
    Kind("mention", AT_ONCE, push=True),
    Kind("answer", AT_ONCE, push=True),
    Kind("reply"),
    Kind("discussion"),
    Kind("thanks", NEVER),
    Kind("accepted"),
    Kind("question", AT_ONCE),
    # controversies
    Kind("controversy", everyone=True),
    Kind("controversy-closed", everyone=True),
    Kind("controversy-concluded", everyone=True),
    Kind("convinced", NEVER),
    # projects
    Kind("project", everyone=True),
    Kind("project-news"),
    Kind("team"),
    Kind("quiet"),
    Kind("resembling"),
    # a hand, contacts
    Kind("help", AT_ONCE, push=True),
    Kind("help-wanted", everyone=True),
    Kind("help-offered", AT_ONCE, push=True),
    Kind("help-closed"),
    Kind("contact", AT_ONCE),
    Kind("contact-accepted"),
    # the course
    Kind("announcement", AT_ONCE, everyone=True),
    Kind("stage", everyone=True),
    Kind("session", everyone=True),
    Kind("recording", everyone=True),
    Kind("sketchnote", everyone=True),
    Kind("bilan", everyone=True),
    Kind("session-soon", AT_ONCE, push=True, urgent=True),
    Kind("session-moved", AT_ONCE, push=True, urgent=True),
    Kind("session-cancelled", AT_ONCE, push=True, urgent=True),
    # how we live together
    Kind("reported", AT_ONCE),
    Kind("moderated", AT_ONCE),
    Kind("roles"),
)
KINDS = {kind.name: kind for kind in ALL}
REASONS = (
    *("you-are-mentioned", "answers-you", "you-opened", "you-wrote", "you-watch", "you-watch-stage"),
    *("you-watch-tag", "you-watch-course", "you-can-help", "you-are-asked", "you-asked", "you-helped"),
    *("your-message", "your-argument", "your-project", "your-contact", "you-registered", "you-moderate"),
    *("it-concerns-you", "you-are-enrolled"),
)
"""Why somebody is told, from the most to the least personal."""


def foremost(names: Iterable[str]) -> str:
    """The most personal among several kinds, or among several reasons."""
    order = [*KINDS, *REASONS]
    return min(names, key=order.index)
