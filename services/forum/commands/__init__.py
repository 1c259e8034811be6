"""What can be asked of the forum; each runs in the unit of work it is given, and may run again from the start."""

from forum.commands.controversies import open_controversy
from forum.commands.discussions import open_discussion, publish_post
from forum.commands.projects import declare_project

__all__ = ["declare_project", "open_controversy", "open_discussion", "publish_post"]
