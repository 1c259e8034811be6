"""Levels, preferences and pushes over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import configured, database, perform, person

from notifications import commands, keys, views
from notifications.api.blueprint import gives, route, takes
from notifications.options import option
from notifications.schemas import choices
from notifications.schemas.bells import OfCourse


@route("/levels")
@allowed("member")
@takes(choices.LevelsAsked, location="query")
@gives(200, page_of(choices.ChosenLevel))
def list_levels(asked: dict[str, Any]) -> Any:
    """List the levels that I chose in a course"""
    return views.chosen_levels(database(), person().id, asked["course"], asked["limit"], asked.get("after"))


@route("/levels/<thing>/<identity>")
@allowed("member")
@takes(OfCourse, location="query")
@gives(200, choices.Level)
def show_level(asked: dict[str, Any], thing: str, identity: str) -> Any:
    """Show my level for a discussion, project, stage, tag or course"""
    return views.level(database(), person().id, asked["course"], f"{thing}/{identity}")


@route("/levels/<thing>/<identity>", methods=["PUT"])
@allowed("member")
@takes(OfCourse, location="query")
@takes(choices.NewLevel)
@gives(200, choices.Level)
def change_level(asked: dict[str, Any], new: dict[str, Any], thing: str, identity: str) -> Any:
    """Choose my level for a discussion, project, stage, tag or course; null goes back to the automatic one"""
    perform(commands.change_level, person(), asked["course"], thing, identity, new["level"])
    return views.level(database(), person().id, asked["course"], f"{thing}/{identity}")


@route("/preferences")
@allowed("person")
@gives(200, choices.Preferences)
def show_preferences() -> Any:
    """Show how news reach me: channels of each kind, digest, hours, ceiling, language"""
    return views.preferences(database(), person().id)


@route("/preferences", methods=["PUT"])
@allowed("person")
@takes(choices.Preferences)
@gives(200, choices.Preferences)
def change_preferences(changes: dict[str, Any]) -> Any:
    """Change some of my preferences; what is left out stays"""
    perform(commands.change_preferences, person(), changes)
    return views.preferences(database(), person().id)


@route("/push/key")
@allowed("person")
@gives(200, choices.PushKey)
def show_push_key() -> Any:
    """Show the key that browsers subscribe with"""
    person()
    return {"key": keys.public_of_push(database())}


@route("/push/subscriptions")
@allowed("person")
@gives(200, choices.Subscriptions)
def list_subscriptions() -> Any:
    """List the browsers that take my pushes"""
    return {"items": views.subscriptions(database(), person().id)}


@route("/push/subscriptions", methods=["POST"])
@allowed("person")
@takes(choices.NewSubscription)
@gives(201, choices.Subscription)
def subscribe(new: dict[str, Any]) -> Any:
    """Let pushes go to a browser of mine"""
    return perform(commands.subscribe, person(), new["endpoint"], new["keys"], option(configured(), "push_hosts"))


@route("/push/subscriptions/<subscription>", methods=["DELETE"])
@allowed("person")
@gives(204)
def unsubscribe(subscription: str) -> None:
    """Send no more pushes to a browser"""
    perform(commands.unsubscribe, person(), subscription)
