"""What `/metrics` of a running bot says, as Prometheus reads it."""

from __future__ import annotations

import requests
from prometheus_client.parser import text_string_to_metric_families


class Measured:
    """One answer of `/metrics`."""

    def __init__(self, url: str) -> None:
        answer = requests.get(f"{url}/metrics", timeout=5)
        assert answer.headers["Content-Type"].startswith("text/plain")
        self.samples = [
            sample for family in text_string_to_metric_families(answer.text) for sample in family.samples
        ]

    def __call__(self, name: str, **labels: str) -> float:
        """The sum of all series of this name that have these labels."""
        return sum(
            sample.value
            for sample in self.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )

    def has(self, name: str) -> bool:
        """Whether there is any series of this name."""
        return any(sample.name == name for sample in self.samples)

    def values_of(self, label: str) -> set[str]:
        """All that stands in a label, wherever it is."""
        return {sample.labels[label] for sample in self.samples if label in sample.labels}

    def labels_of(self, name: str) -> set[str]:
        """The labels that the series of this name have."""
        return {label for sample in self.samples if sample.name == name for label in sample.labels}
