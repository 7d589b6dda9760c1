"""Reads Kubernetes manifests, holds them against their published schemas, prints them as JSON.

probe_manifests.py FILE...     {file: [{"manifest": ..., "problems": [...]}, ...]}

The schema of SparkApplication is that of kubeflow-spark-api, made by the Spark operator's project from
its resource definitions; those of Kubernetes itself come from kubernetes-validate.
"""

import json
import sys
from pathlib import Path

import kubernetes_validate
import yaml
from kubeflow_spark_api.models.spark_v1beta2_spark_application import SparkV1beta2SparkApplication
from pydantic import ValidationError


def problems(manifest):
    if manifest["kind"] == "SparkApplication":
        return problems_of_application(manifest)
    try:
        kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)
        return []
    except kubernetes_validate.ValidationError as e:
        return [e.message]


def problems_of_application(manifest):
    try:
        understood = SparkV1beta2SparkApplication.from_dict(manifest).to_dict()
    except ValidationError as e:
        return [str(e)]
    # The model passes over what it does not know, as the operator does.
    return [f"unknown: {path}" for path in missing(manifest, understood, "")]


def missing(given, understood, path):
    if isinstance(given, dict):
        for key, value in given.items():
            if key not in understood:
                yield f"{path}.{key}"
            else:
                yield from missing(value, understood[key], f"{path}.{key}")
    elif isinstance(given, list):
        for i, value in enumerate(given):
            yield from missing(value, understood[i], f"{path}[{i}]")


def read(file):
    manifests = yaml.safe_load_all(Path(file).read_text(encoding="utf-8"))
    return [{"manifest": manifest, "problems": problems(manifest)} for manifest in manifests]


if __name__ == "__main__":
    print(json.dumps({Path(file).name: read(file) for file in sys.argv[1:]}))
