"""What the gateway counts besides its requests, for Prometheus."""

from prometheus_client import Counter, Gauge

LISTENERS = Gauge("bascule_stream_listeners", "Open pages that listen", multiprocess_mode="livesum")
TOLD = Counter("bascule_stream_told_total", "Events put before listeners", ["event"])
BEHIND = Counter("bascule_stream_behind_total", "Listeners sent away because they were too slow")
REFRESHES = Counter("bascule_stream_refreshes_total", "Listeners asked to reload, since the ring could not tell")
SKIPPED = Counter("bascule_stream_skipped_total", "Messages in the stream that could not be read")
PASSED = Counter("bascule_gateway_passed_total", "Requests passed on", ["service", "status"])
RENEWED = Counter("bascule_gateway_renewed_total", "Sign-ins renewed", ["outcome"])
