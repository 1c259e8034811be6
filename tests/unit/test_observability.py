"""Alerts and dashboards hold together: promtool takes them, they ask for metrics that there are, and are explained."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from gateway import metrics as gateway
from kit import metrics as kit
from prometheus_client.metrics import MetricWrapperBase

ROOT = Path(__file__).parents[2]
HERE = ROOT / "deploy/observability"
OTHERS = {"up", "rabbitmq_alarms_memory_used_watermark", "rabbitmq_alarms_free_disk_space_watermark"}
PROMTOOL = shutil.which("promtool", path=f"{ROOT}/var/tools/bin:{os.environ['PATH']}")
NAME = re.compile(r"\b(?:bascule|rabbitmq)_[a-z_]+\b|\bup\b")


def rules() -> list[dict]:
    (group,) = yaml.safe_load((HERE / "alerts.yml").read_text("utf-8"))["groups"]
    return group["rules"]


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in rules())
    for board in (HERE / "grafana/dashboards").glob("*.json"):
        for panel in json.loads(board.read_text("utf-8"))["panels"]:
            yield from (target["expr"] for target in panel["targets"])


def known() -> set[str]:
    found = [one for module in (kit, gateway) for one in vars(module).values() if isinstance(one, MetricWrapperBase)]
    return {sample.name for one in found for sample in one.describe()[0].samples} | {
        f"{one.describe()[0].name}{end}" for one in found for end in ("", "_total", "_bucket", "_count", "_sum")
    }


@pytest.mark.skipif(PROMTOOL is None, reason="promtool (Debian's package prometheus) is not installed")
@pytest.mark.parametrize("check", ["check config --syntax-only", "check rules", "test rules"])
def test_promtool_takes_the_configuration_and_the_alerts_ring_when_they_should(check: str) -> None:
    file = {"check config --syntax-only": "prometheus", "check rules": "alerts", "test rules": "alerts_test"}[check]
    command = [str(PROMTOOL), *check.split(), str(HERE / f"{file}.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_and_dashboards_ask_for_metrics_that_there_are() -> None:
    asked = {name for expression in expressions() for name in NAME.findall(expression)}
    assert len(asked) > 20
    assert asked - OTHERS - known() == set()


def test_the_runbook_says_what_to_do_about_each_alert() -> None:
    runbook = (ROOT / "docs/runbook.md").read_text("utf-8").lower()
    missing = [rule["alert"] for rule in rules() if f"\n### {rule['alert'].lower()}\n" not in runbook]
    assert missing == []


def test_every_process_of_the_house_is_watched() -> None:
    jobs = {one["job_name"] for one in yaml.safe_load((HERE / "prometheus.yml").read_text())["scrape_configs"]}
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
    processes = {name for name in services if name.rpartition("-")[2] in ("web", "relay", "worker", "pages", "stream")}
    assert len(processes) == 14
    assert processes <= jobs
