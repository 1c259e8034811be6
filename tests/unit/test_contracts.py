"""Services share data, not code: every fact told fits its schema, and whoever listens can read every example."""

import json
from datetime import UTC, datetime
from pathlib import Path

import gateway.passing  # noqa: F401  # its problem is one of those documented
import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import ValidationError
from kit import service
from kit.errors import Problem
from kit.event import Event, Fact, Unreadable, to_headers
from kit.topology import common

from tests import catalogue
from tests.catalogue import ASYNCAPI, CONTRACTS, HEARD, PRIVATE, PUBLIC, SERVICES, TABLE, TOLD, contract


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: fact.type)
def test_what_is_told_fits_its_schema(fact: Fact) -> None:
    schema, example = contract(fact.type)
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    check.validate(example)
    told = fact.dump(fact.schema.load(example))
    check.validate(told)
    assert told.keys() == example.keys(), "the example shows every field that is told"


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: fact.type)
def test_a_schema_refuses_what_lacks_a_field(fact: Fact) -> None:
    schema, example = contract(fact.type)
    for name in schema["required"]:
        with pytest.raises(ValidationError):
            Draft202012Validator(schema).validate({key: value for key, value in example.items() if key != name})


@pytest.mark.parametrize(("name", "fact"), HEARD, ids=[f"{name} reads {fact.type}" for name, fact in HEARD])
def test_a_listener_reads_the_golden_example(name: str, fact: Fact) -> None:
    schema, example = contract(fact.type)
    read = fact.load(example | {"a_field_of_tomorrow": 1})
    assert "a_field_of_tomorrow" not in read
    required = {field for field, shape in fact.schema.fields.items() if shape.required}
    assert required <= set(schema["required"]), "a listener may only require what the teller promises"


@pytest.mark.parametrize(("name", "fact"), HEARD, ids=[f"{name} needs {fact.type}" for name, fact in HEARD])
def test_a_listener_names_the_field_it_misses(name: str, fact: Fact) -> None:
    _, example = contract(fact.type)
    for field, shape in fact.schema.fields.items():
        if shape.required:
            with pytest.raises(Unreadable, match=field):
                fact.load({key: value for key, value in example.items() if key != field})


def test_every_contract_is_told_by_somebody() -> None:
    files = {f"org.bascule.{file.parent.name}.{file.name.removesuffix('.schema.json')}" for file in schemas()}
    assert files == {fact.type for fact in TOLD}


def schemas() -> list[Path]:
    return sorted(CONTRACTS.glob("*/*.schema.json"))


def test_names_follow_the_grammar() -> None:
    for fact in TOLD:
        org, bascule, name, subject, what, major = fact.type.split(".")
        assert (org, bascule) == ("org", "bascule")
        assert name in SERVICES
        assert subject
        assert what
        assert major.startswith("v")
        assert major[1:].isdigit()


def test_reporting_keeps_every_public_fact_but_the_figures_that_it_makes_of_them() -> None:
    kept = {fact.type for fact in PUBLIC} - {"org.bascule.reporting.figures.updated.v1"}
    assert set(service.load("reporting").reactions.facts) == kept


def test_names_and_addresses_travel_on_the_private_exchange_only() -> None:
    personal = {"name", "email", "link", "address"}
    for fact in PUBLIC:
        assert not personal & set(contract(fact.type)[1]), fact.type
    private = {fact.type for fact in PRIVATE}
    for name in SERVICES:
        reactions = service.load(name).reactions
        assert reactions.private == private & set(reactions.facts), name


def test_an_event_keeps_its_unread_fields_for_the_store() -> None:
    _, example = contract("org.bascule.forum.post.published.v1")
    event = Event("1", "org.bascule.forum.post.published.v1", "/", datetime.now(UTC), example | {"new": 1}, "d", 2)
    assert service.load("reporting").reactions.read(event).raw["new"] == 1


def test_the_catalogue_says_what_the_code_says() -> None:
    assert ASYNCAPI.read_text("utf-8") == catalogue.asyncapi(), "run python -m tests.catalogue"
    assert TABLE.read_text("utf-8") == catalogue.table(), "run python -m tests.catalogue"


DOCUMENT = yaml.safe_load(ASYNCAPI.read_text("utf-8"))


def routing_key(channel: dict[str, str]) -> str:
    """Of the channel that an operation refers to."""
    return DOCUMENT["channels"][channel["$ref"].removeprefix("#/channels/")]["address"]


def operations(action: str) -> set[tuple[str, str]]:
    """Which service does this with which type."""
    found = DOCUMENT["operations"].items()
    return {(name.split(".")[0], routing_key(one["channel"])) for name, one in found if one["action"] == action}


def test_asyncapi_is_valid_by_its_own_schema() -> None:
    schema = json.loads((Path(__file__).parent / "published/asyncapi-3.0.0.json").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(DOCUMENT)] == []
    assert next(Draft7Validator(schema).iter_errors(DOCUMENT | {"operations": {"sings": {"action": "sing"}}}), None)


def test_asyncapi_says_who_tells_and_who_hears_what() -> None:
    assert operations("send") == {(fact.type.split(".")[2], fact.type) for fact in TOLD}
    assert operations("receive") == {(name, fact.type) for name, fact in HEARD}


def test_asyncapi_names_the_exchanges_of_the_topology() -> None:
    topology = common("bascule")
    due = {fact.type: topology.private if fact in PRIVATE else topology.events for fact in TOLD}
    channels = DOCUMENT["channels"].values()
    assert {one["address"]: one["bindings"]["amqp"]["exchange"]["name"] for one in channels} == due
    for name in SERVICES:
        bound = service.load(name).topology("bascule").bindings
        keys = {key for queue, _, key in bound if queue == topology.inbox(name)}
        assert keys == {key for one, key in operations("receive") if one == name}


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: fact.type)
def test_asyncapi_shows_the_schema_and_the_example_of_every_event(fact: Fact) -> None:
    _, example = contract(fact.type)
    message = DOCUMENT["components"]["messages"][".".join(fact.type.split(".")[2:])]
    assert message["name"] == fact.type
    assert message["payload"]["$ref"] == "{2}/{3}.schema.json".format(*fact.type.split(".", 3))
    assert message["examples"] == [{"payload": example}]


def test_asyncapi_describes_the_headers_that_are_sent() -> None:
    row = {"_id": "1", "type": "t", "source": "s", "time": datetime.now(UTC), "aggregate": "a", "sequence": 1}
    caused = {"correlation": "c", "causation": "d", "traceparent": "e"}
    described = DOCUMENT["components"]["messageTraits"]["cloudEvent"]["headers"]
    Draft202012Validator(described).validate(to_headers(row | caused))
    assert set(described["properties"]) == set(to_headers(row | caused))
    assert set(described["required"]) == set(to_headers(row | {"correlation": "c"}))


def test_every_problem_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "problems.md").read_text("utf-8")
    known: list[type[Problem]] = [Problem, *Problem.__subclasses__()]
    for problem in known:
        assert f"| `urn:bascule:problem:{problem.code}` | {problem.status} |" in page, problem
