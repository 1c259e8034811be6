"""Each service keeps what its OpenAPI promises, whatever is thrown at it: never a 500, every error a problem+json."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis.errors import Unsatisfiable
from kit.settings import Settings
from kit.testing import House
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import response_schema_conformance

from .conftest import COURSE

SERVICES = ("enrolment", "forum", "notifications", "reporting")
careful = effort(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, print_blob=False
)


@pytest.fixture
def whole_house(settings: Settings) -> Iterator[House]:
    with House(settings, SERVICES) as house:
        house.database("forum")["courses"].insert_one({"_id": COURSE})
        yield house


@pytest.mark.parametrize("name", SERVICES)
def test_openapi_is_well_formed_and_browsable(whole_house: House, name: str) -> None:
    client = whole_house.client(name)
    document = client.get(f"/api/{name}/openapi.json").json
    assert document["openapi"].startswith("3.1")
    validate(document)
    page = client.get(f"/api/{name}/docs")
    assert page.status_code == 200
    assert "https://" not in page.text, "nothing comes from elsewhere"
    assert client.get(f"/api/{name}/docs/swagger-ui-bundle.js").status_code == 200


def throw_everything(house: House, name: str, token: str, rule: str = "") -> list[str]:
    """Call every operation, or those of a rule, with good and bad input; returns what went wrong, in words."""
    schema = schemathesis.openapi.from_wsgi(f"/api/{name}/openapi.json", house.client(name).application)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    wrong: list[str] = []

    def call(case: Any) -> None:
        answer = case.call(headers=headers)
        kind = answer.headers.get("content-type", [""])[0]
        where = f"{case.method} {case.path} → {answer.status_code}"
        if answer.status_code >= 500:
            wrong.append(f"{where}: {answer.text[:300]}")
        if answer.status_code >= 400 and not kind.startswith("application/problem+json"):
            wrong.append(f"{where} is {kind}")
        if answer.status_code < 400:
            case.validate_response(answer, checks=[response_schema_conformance])

    for found in schema.get_all_operations():
        operation = found.ok()
        if rule and rule not in operation.definition.raw["x-allowed"]:
            continue
        for mode in schemathesis.GenerationMode:
            if operation.body or operation.query or operation.path_parameters or mode.is_positive:
                with suppress(Unsatisfiable):  # no bad input can be made of a body that may be any text
                    careful(given(operation.as_strategy(generation_mode=mode))(call))()
    return wrong


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_thrown_at_a_service_breaks_it(whole_house: House, name: str) -> None:
    """The doors are tested in test_9_roles: here an operator passes them all, and nobody in particular what is open."""
    olga = whole_house.signer.token("olga", {COURSE: ["learner", "facilitator", "reporter"]}, operator=True)
    assert throw_everything(whole_house, name, olga) == []
    assert throw_everything(whole_house, name, "", "anybody") == []
