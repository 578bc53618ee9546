"""What each process counts while it runs, for Prometheus. No label holds anything but names of the code."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("portal_requests", "Requests answered", ["view", "method", "status"])
SECONDS = Histogram(
    "portal_request_seconds",
    "Until the answer",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
SOCKETS = Gauge("portal_sockets", "Pages that listen", multiprocess_mode="livesum")
METHODS = frozenset({"GET", "HEAD", "POST"})


def count_request(view: str, method: str, status: int, seconds: float) -> None:
    """Count one request that was answered."""
    REQUESTS.labels(view, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(view).observe(seconds)
