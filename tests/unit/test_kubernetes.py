"""The manifests for several hosts: valid by Kubernetes' own schemas, sealed in, probed, and reached by nobody else."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from cloudcoil.models.keda import v1alpha1

HERE = Path(__file__).parents[2] / "deploy/kubernetes"
SERVICES = ("enrolment", "forum", "notifications", "reporting")
KEDA: dict[str, Any] = {"ScaledObject": v1alpha1.ScaledObject, "TriggerAuthentication": v1alpha1.TriggerAuthentication}
OPERATORS = {"RabbitmqCluster", "MongoDBCommunity"}
"""Kinds that their operators define, of which Kubernetes' schemas know nothing, and no library tells."""
VERSION = "1.33"


def written() -> Iterator[dict[str, Any]]:
    for file in sorted(HERE.rglob("*.yml")):
        if file.name != "kustomization.yml":
            yield from yaml.safe_load_all(file.read_text("utf-8"))


def rendered() -> list[dict[str, Any]]:
    """What a cluster would be given."""
    program = ["kustomize", "build"] if shutil.which("kustomize") else ["kubectl", "kustomize"]
    if shutil.which(program[0]) is None:
        pytest.skip("neither kustomize nor kubectl is installed")
    done = subprocess.run([*program, str(HERE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def validate(one: dict[str, Any]) -> None:
    if one["kind"] in KEDA:
        KEDA[one["kind"]].model_validate(one)
    elif one["kind"] not in OPERATORS:
        kubernetes_validate.validate(one, VERSION, strict=True)


@pytest.mark.parametrize("one", list(written()), ids=lambda one: f"{one['kind']} {one['metadata']['name']}")
def test_an_object_is_valid(one: dict[str, Any]) -> None:
    validate(one)


def test_what_a_cluster_is_given_is_valid_and_named_by_its_service() -> None:
    objects = rendered()
    for one in objects:
        validate(one)
    names = {(one["kind"], one["metadata"]["name"]) for one in objects}
    for service in SERVICES:
        for role in ("web", "relay", "worker"):
            assert ("Deployment", f"{service}-{role}") in names
            assert ("PodDisruptionBudget", f"{service}-{role}") in names
        assert {("NetworkPolicy", f"{service}-reach"), ("HorizontalPodAutoscaler", f"{service}-web")} <= names
    scaled = {one["metadata"]["name"]: one["spec"] for one in objects if one["kind"] == "ScaledObject"}
    assert {name: spec["scaleTargetRef"]["name"] for name, spec in scaled.items()} == {name: name for name in scaled}
    queues = {name: spec["triggers"][0]["metadata"]["queueName"] for name, spec in scaled.items()}
    assert queues == {f"{service}-worker": f"{service}.inbox" for service in SERVICES}
    secrets = {
        one["metadata"]["name"]: one["spec"]["secretTargetRef"]
        for one in objects
        if one["kind"] == "TriggerAuthentication"
    }
    hosts = {name: [{"parameter": "host", "name": name, "key": "amqp_url"}] for name in SERVICES}
    assert secrets == {f"{name}-broker": host for name, host in hosts.items()}


def test_each_service_runs_its_own_image_and_sees_its_own_secrets() -> None:
    for one in rendered():
        service = one["metadata"].get("labels", {}).get("service")
        if one["kind"] == "Deployment" and service in SERVICES:
            pod = one["spec"]["template"]["spec"]
            (container,) = pod["containers"]
            assert container["image"].startswith(f"bascule/{service}:")
            assert container["args"][1] == service
            assert pod["volumes"][0]["secret"]["secretName"] == service


@pytest.mark.parametrize(
    "one",
    [one for one in written() if one["kind"] in ("Deployment", "Job")],
    ids=lambda one: f"{one['kind']} {one['metadata']['name']}",
)
def test_a_process_is_sealed_in_limited_and_probed(one: dict[str, Any]) -> None:
    pod = one["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert container["resources"]["limits"]["memory"]
    assert one["kind"] == "Job" or {"startupProbe", "livenessProbe"} <= set(container)
