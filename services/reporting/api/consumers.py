"""Consumers of the streams over HTTP. Secrets are shown once and never stored as answers, so the routes that make them
take no Idempotency-Key."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import configured, database, person, transaction

from reporting import commands, push, views
from reporting.api.asking import must_run
from reporting.api.blueprint import gives, route, takes
from reporting.api.streams import TYPES
from reporting.domain import consumers, feed
from reporting.schemas import streams as shapes


@route("/courses/<course>/consumers", methods=["POST"])
@allowed("facilitator", "reporter")
@takes(shapes.NewConsumer)
@gives(201, shapes.Given)
def create_consumer(new: dict[str, Any], course: str) -> Any:
    """Give out a token for the streams of a course, and of others that one runs; it is shown this once"""
    types = feed.types(",".join(new.pop("types")), TYPES)
    new["courses"] = [course, *new.pop("also")]
    token = consumers.new_token(commands.consumers.new_identity())
    who = person()
    return transaction(lambda work: commands.consumers.create(work, who, token, types=types, **new)) | {"token": token}


@route("/courses/<course>/consumers")
@allowed("facilitator", "reporter")
@takes(Page, location="query")
@gives(200, page_of(shapes.Consumer))
def list_consumers(asked: dict[str, Any], course: str) -> Any:
    """List the consumers of a course, with when their tokens were last used"""
    must_run(course)
    return views.consumers.of_course(database(), course, asked["limit"], asked.get("after"))


@route("/consumers/<consumer>", methods=["DELETE"])
@allowed("facilitator", "reporter")
@gives(204)
def revoke_consumer(consumer: str) -> None:
    """Revoke a token, at once"""
    who = person()
    transaction(lambda work: commands.consumers.revoke(work, who, consumer))


@route("/consumers/<consumer>/destination", methods=["PUT"])
@allowed("facilitator", "reporter")
@takes(shapes.NewDestination)
@gives(200, shapes.SendingTo)
def send_to(new: dict[str, Any], consumer: str) -> Any:
    """Push events to a web address, or statements to a Learning Record Store; the signing secret is shown this once"""
    who, secret = person(), commands.consumers.signing_secret()
    transaction(lambda work: commands.consumers.one(work, who, consumer))  # no name is looked up for strangers
    push.addresses.must_be_public(new["url"], configured().private_targets)
    to = new | {"secret": secret}
    found = transaction(lambda work: commands.consumers.send_to(work, who, consumer, dict(to)))
    return consumers.shown(found) | {"secret": secret}


@route("/consumers/<consumer>/destination", methods=["PATCH"])
@allowed("facilitator", "reporter")
@takes(shapes.Steering)
@gives(200, shapes.Consumer)
def steer(asked: dict[str, Any], consumer: str) -> Any:
    """Pause the pushing, go on with it, or replay everything to this consumer from the first event"""
    who = person()
    return consumers.shown(transaction(lambda work: commands.consumers.steer(work, who, consumer, **asked)))


@route("/consumers/<consumer>/destination", methods=["DELETE"])
@allowed("facilitator", "reporter")
@gives(204)
def stop_sending(consumer: str) -> None:
    """Push no more"""
    who = person()
    transaction(lambda work: commands.consumers.stop_sending(work, who, consumer))


@route("/consumers/<consumer>/undelivered")
@allowed("facilitator", "reporter")
@takes(Page, location="query")
@gives(200, page_of(shapes.Undelivered))
def list_undelivered(asked: dict[str, Any], consumer: str) -> Any:
    """List what could not be delivered to a consumer, and why"""
    _must_run_all(consumer)
    return views.consumers.undelivered(database(), consumer, asked["limit"], asked.get("after"))


@route("/consumers/<consumer>/undelivered/resend", methods=["POST"])
@allowed("facilitator", "reporter")
@takes(shapes.Positions)
@gives(202, shapes.Resent)
def send_again(asked: dict[str, Any], consumer: str) -> Any:
    """Send again what could not be delivered, to this consumer only"""
    who = person()
    number = transaction(lambda work: commands.consumers.send_again(work, who, consumer, asked["positions"]))
    return {"resent": number}


def _must_run_all(consumer: str) -> None:
    """Whoever asks runs every course of the consumer. Raises NotFound, Forbidden."""
    for course in views.consumers.consumer(database(), consumer)["courses"]:
        must_run(course)
