"""docker-compose.yml, read: everything is sealed in and limited, only the edge is open, no secret stands in it."""

import re
from pathlib import Path

import pytest
import yaml
from notifications import options

ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
ONCE = {"secrets", "database-users", "migrate", "operator", "demo"}
LOCAL = "127.0.0.1:"


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_sealed_and_its_log_is_rotated(name: str) -> None:
    one = SERVICES[name]
    assert one["read_only"]
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_what_runs_is_limited_and_comes_back(name: str) -> None:
    assert SERVICES[name]["mem_limit"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("process", ["web", "relay", "worker"])
def test_notifications_is_told_of_mails_and_pushes_by_what_an_operator_sets(process: str) -> None:
    environment = SERVICES[f"notifications-{process}"]["environment"]
    for name in options.DEFAULTS:
        variable = f"BASCULE_{name.upper()}"
        assert environment[variable] == f"${{{variable}:-{options.DEFAULTS[name]}}}"


def test_only_the_edge_is_open_to_others() -> None:
    open_to_all = {
        name for name, one in SERVICES.items() if any(not port.startswith(LOCAL) for port in one.get("ports", []))
    }
    assert open_to_all == {"edge"}


def test_no_password_stands_in_it_and_none_has_a_default() -> None:
    for name, one in SERVICES.items():
        environment = one.get("environment", {})
        secret = [key for key in environment if re.search("PASS|SECRET|_AMQP_URL$|_MONGO_URL$", key)]
        assert [key for key in secret if not key.endswith("_FILE")] == [], name


def test_each_process_is_shown_its_own_secrets_only() -> None:
    for name, one in SERVICES.items():
        shown = {
            volume.split(":")[0].removeprefix("./var/secrets").strip("/")
            for volume in one.get("volumes", [])
            if volume.startswith("./var/secrets")
        }
        service = name.rpartition("-")[0]
        if service in ("enrolment", "forum", "notifications", "reporting", "gateway"):
            assert shown == {service}


def test_who_needs_a_server_waits_until_everything_is_made() -> None:
    for name, one in SERVICES.items():
        if name.rpartition("-")[2] in ("web", "relay", "worker", "pages", "stream"):
            assert one["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
            assert one["healthcheck"]["test"]
