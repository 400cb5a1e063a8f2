"""What to make of the metrics: alert rules for Prometheus and a dashboard for Grafana, as files."""

from __future__ import annotations

from pathlib import Path

ALERTS = Path(__file__).with_name("alerts.yaml")
"""Five rules: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/"""

DASHBOARD = Path(__file__).with_name("dashboard.json")
"""To be imported: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/import-dashboards/"""
