"""Projects: the map and the list that says the same, one project with its team, and declaring one in a minute."""

from gateway.pages.projects import declaring, listing, news, project
from gateway.pages.projects.blueprint import blueprint

__all__ = ["blueprint", "declaring", "listing", "news", "project"]
