"""The dashboard in deploy/: it shows what the service counts, by names and labels that it has."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

import api.metrics
import kg.db.metrics
import llm.metrics

DEPLOY = Path(__file__).parents[2] / "deploy"
_MODULES = (api.metrics, kg.db.metrics, llm.metrics)
_SAMPLES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}
_OF_PROMETHEUS = {"le", "instance", "job"}


@pytest.fixture(scope="module")
def queries() -> list[str]:
    dashboard = json.loads((DEPLOY / "grafana" / "citegraph.json").read_text())
    return [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]


def _counted() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Each sample with its family and its labels."""
    kinds = {family.name: family.type for family in REGISTRY.collect()}
    labels = {
        metric._name: frozenset(metric._labelnames)
        for module in _MODULES
        for metric in vars(module).values()
        if hasattr(metric, "_labelnames")
    }
    for name, kind in kinds.items():
        for ending in _SAMPLES.get(kind, ()):
            yield f"{name}{ending}", name, labels.get(name, frozenset())


@pytest.fixture(scope="module")
def samples() -> Mapping[str, tuple[str, frozenset[str]]]:
    return {sample: (family, labels) for sample, family, labels in _counted()}


def test_each_query_names_what_is_counted(
    queries: list[str], samples: Mapping[str, tuple[str, frozenset[str]]]
) -> None:
    for query in queries:
        named = re.findall(r"\b(?:citegraph|process|python)_\w+", query)
        assert named, query
        assert set(named) <= set(samples), query
        grouped = re.findall(r"by \(([^)]*)\)", query)
        used = {label.strip() for group in grouped for label in group.split(",")}
        used |= set(re.findall(r"(\w+)(?:!~|=~|!=|=)\"", query))
        assert used <= samples[named[0]][1] | _OF_PROMETHEUS, query


def test_all_that_is_counted_is_shown(
    queries: list[str], samples: Mapping[str, tuple[str, frozenset[str]]]
) -> None:
    shown = {samples[name][0] for query in queries for name in re.findall(r"citegraph_\w+", query)}
    assert shown == {family for sample, (family, _) in samples.items() if sample.startswith("citegraph_")}


def test_panels_have_places_and_numbers_of_their_own() -> None:
    panels = json.loads((DEPLOY / "grafana" / "citegraph.json").read_text())["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24


def test_the_scrape_asks_where_the_service_answers() -> None:
    (job,) = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["scrape_configs"]
    assert job.get("metrics_path", "/metrics") == "/metrics"
    assert job["authorization"].get("type", "Bearer") == "Bearer"
