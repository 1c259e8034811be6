"""Every operation of every service, asked by everybody: only those whom its rule names get further than the door."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from kit.allowed import RULES
from kit.settings import Settings
from kit.testing import House

from tests.flow.test_9_roles.bodies import body, query
from tests.flow.test_9_roles.things import COURSE, ROLES, World

SERVICES = ("enrolment", "forum", "notifications", "reporting")
METHODS = {"get", "put", "post", "patch", "delete"}
LAST = {"/me", "/me/erasure", "/me/enrolments/{course}"}
"""What must not be asked before the rest: whoever asks is no more afterwards."""


class Operation(NamedTuple):
    method: str
    path: str
    said: dict[str, Any]
    document: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def rule(self) -> set[str]:
        return set(self.said.get("x-allowed", ()))


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    with House(settings, SERVICES) as house:
        yield World(house)


def operations(world: World, service: str) -> list[Operation]:
    """Those of one service, the gentle ones first."""
    document = world.house.client(service).get(f"/api/{service}/openapi.json").json
    found = [
        Operation(method, path, said, document)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
        if method in METHODS
    ]
    return sorted(found, key=lambda one: (one.path.removeprefix(f"/api/{service}") in LAST, one.method == "delete"))


def ask(world: World, operation: Operation, who: str) -> Any:
    path = re.sub(r"\{(\w+)\}", lambda found: world.thing(found[1]), operation.path)
    asked = query(operation.said, operation.document, {"course": COURSE})
    client = world.house.client(path.split("/")[2], world.tokens[who])
    return client.open(path, method=operation.method, query_string=asked, **body(operation.said, operation.document))


def may(operation: Operation, who: str) -> bool:
    """What the rule says of these people; the foreign one has every role, elsewhere, the learner made the things."""
    allowed = {
        "nobody": {"anybody"},
        "foreign": {"anybody", "person"},
        "learner": {"anybody", "person", "member", "concerned", "learner"},
        "operator": set(RULES),
    }.get(who, {"anybody", "person", "member", who})
    return bool(operation.rule & allowed)


def only_the_command_knows(operation: Operation, who: str) -> bool:
    """Whether it depends on the thing: these people are in its course, and it is not theirs."""
    return "concerned" in operation.rule and who in ("facilitator", "reporter", "operator")


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_says_who_may_call_it(world: World, service: str) -> None:
    assert [one.name for one in operations(world, service) if not one.rule or not one.rule <= set(RULES)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_kind_of_thing_in_a_path_can_be_made(world: World, service: str) -> None:
    arguments = {name for one in operations(world, service) for name in re.findall(r"\{(\w+)\}", one.path)}
    unknown = {name for name in arguments if not _is_made(world, name)}
    assert not unknown, "tests/flow/test_9_roles/things.py: say who makes these"


def _is_made(world: World, name: str) -> bool:
    try:
        return bool(world.thing(name))
    except KeyError:
        return False


@pytest.mark.parametrize("service", SERVICES)
def test_whom_a_rule_does_not_name_is_turned_away(world: World, service: str) -> None:
    wrong = []
    for operation in operations(world, service):
        for who in ROLES:
            if not may(operation, who) and not only_the_command_knows(operation, who):
                answer = ask(world, operation, who)
                due = 401 if who == "nobody" else 403
                if answer.status_code != due or answer.content_type != "application/problem+json":
                    wrong.append(f"{operation.name} as {who}: {answer.status_code}, not {due}: {answer.text[:200]}")
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_whom_a_rule_names_gets_in(world: World, service: str) -> None:
    wrong = []
    for operation in operations(world, service):
        for who in ROLES:
            if may(operation, who) and not only_the_command_knows(operation, who):
                answer = ask(world, operation, who)
                # where anybody is let in, 401 is said of a secret that the request carries
                door = {403} if "anybody" in operation.rule else {401, 403}
                if answer.status_code in door or answer.status_code >= 500:
                    wrong.append(f"{operation.name} as {who}: {answer.status_code}: {answer.text[:200]}")
    assert wrong == []
