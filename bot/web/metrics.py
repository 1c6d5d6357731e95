"""What the web server counts. Labels are codes, never anything a person wrote."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

webhooks = Counter("akari_webhooks", "Webhook requests by outcome.", ["channel", "outcome"])
events = Counter("akari_events", "Events received for the first time.", ["channel"])
ignored = Counter("akari_ignored_events", "Events nobody needs to act on.", ["channel", "reason"])
webhook_seconds = Histogram(
    "akari_webhook_seconds",
    "Time to answer a webhook.",
    ["channel"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
