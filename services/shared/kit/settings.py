"""Where a process finds its servers: environment variables, read once and checked, never at import time.

Every name that lives on a shared server (database, exchange, queue) starts with the namespace,
so that two communities, or two tests, can use the same servers without meeting.
"""

from dataclasses import dataclass, field
from functools import cache

from environs import Env, validate

DEFAULT_NAMESPACE = "bascule"


@dataclass(frozen=True)
class Settings:
    """What the environment said; addresses are URLs, times are seconds."""

    amqp_url: str
    mongo_url: str
    namespace: str = DEFAULT_NAMESPACE
    jwks_url: str = ""
    smtp_url: str = ""
    public_url: str = "http://localhost:8080"
    files_url: str = ""
    metrics_port: int | None = None
    log_level: str = "info"
    deadline: float = 5.0
    """How long a request may keep retrying its transaction."""
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read BASCULE_*; raises environs.EnvError with the name of what is missing or wrong."""
        env = Env(prefix="BASCULE_")
        return cls(
            amqp_url=env.str("AMQP_URL"),
            mongo_url=env.str("MONGO_URL"),
            namespace=env.str("NAMESPACE", DEFAULT_NAMESPACE, validate=validate.Regexp(r"^[a-z][a-z0-9-]{0,30}$")),
            jwks_url=env.str("JWKS_URL", ""),
            smtp_url=env.str("SMTP_URL", ""),
            public_url=env.str("PUBLIC_URL", "http://localhost:8080"),
            files_url=env.str("FILES_URL", "", validate=validate.Regexp(r"^(s3://[^/?]+.*)?$")),
            metrics_port=env.int("METRICS_PORT", None),
            log_level=env.str("LOG_LEVEL", "info", validate=validate.OneOf(["debug", "info", "warning", "error"])),
            deadline=env.float("DEADLINE", 5.0, validate=validate.Range(min=0.1, max=60)),
        )

    def database(self, service: str) -> str:
        return f"{self.namespace}_{service}"


@cache
def settings() -> Settings:
    """This process's settings, read on first use."""
    return Settings.from_environment()
