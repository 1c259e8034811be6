"""Where a process finds its servers: environment variables, read once and checked, never at import time.

Every name that lives on a shared server (database, exchange, queue) starts with the namespace,
so that two communities, or two tests, can use the same servers without meeting. Any variable can be given as a file
instead, `BASCULE_AMQP_URL_FILE=/run/secrets/amqp_url`, which keeps secrets out of the environment and of whatever
shows it. What is said about a wrong value never repeats it: it may hold a password.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from environs import EnvError, FileAwareEnv, ValidationError, validate

DEFAULT_NAMESPACE = "bascule"
LEVELS = ["debug", "info", "warning", "error"]
NAMESPACE = validate.Regexp(
    r"^[a-z][a-z0-9-]{0,30}$", error="Must be a small letter, then up to 30 small letters, digits and hyphens."
)


@dataclass(frozen=True)
class Settings:
    """What the environment said; addresses are URLs, times are seconds."""

    amqp_url: str = field(repr=False)
    mongo_url: str = field(repr=False)
    namespace: str = DEFAULT_NAMESPACE
    jwks_url: str = ""
    smtp_url: str = field(default="", repr=False)
    public_url: str = "http://localhost:8080"
    files_url: str = ""
    metrics_port: int | None = None
    log_level: str = "info"
    deadline: float = 5.0
    """How long a request may keep retrying its transaction."""
    otlp_url: str = ""
    """Where traces go (OTLP over HTTP); empty: nowhere, and nothing is traced."""
    oidc_issuer: str = ""
    """Who vouches for people (OpenID Connect); empty: nobody, and one signs in by a link."""
    oidc_client_id: str = ""
    oidc_name: str = "ProConnect"
    oidc_client_secret: str = field(default="", repr=False)
    follow: float = 600.0
    """Seconds for which one request may follow a stream, until its reader comes again with the cursor."""
    private_targets: bool = False
    """Whether events may be pushed to loopback and private addresses; only tests and closed networks want that."""
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read BASCULE_*; raises environs.EnvError with the name of what is missing or wrong."""
        env = environment()
        return cls(
            amqp_url=env.str("AMQP_URL", validate=url("amqp", "amqps")),
            mongo_url=env.str("MONGO_URL", validate=url("mongodb", "mongodb+srv")),
            namespace=env.str("NAMESPACE", DEFAULT_NAMESPACE, validate=NAMESPACE),
            jwks_url=env.str("JWKS_URL", "", validate=url("http", "https", "")),
            smtp_url=env.str("SMTP_URL", "", validate=url("smtp", "smtps", "maildir", "")),
            public_url=env.str("PUBLIC_URL", "http://localhost:8080", validate=url("http", "https")),
            files_url=env.str("FILES_URL", "", validate=url("s3", "")),
            metrics_port=env.int("METRICS_PORT", None, validate=validate.Range(min=1, max=65535)),
            log_level=env.str("LOG_LEVEL", "info", validate=validate.OneOf(LEVELS)),
            deadline=env.float("DEADLINE", 5.0, validate=validate.Range(min=0.1, max=60)),
            follow=env.float("FOLLOW", 600.0, validate=validate.Range(min=1, max=86_400)),
            private_targets=env.bool("PRIVATE_TARGETS", False),
            otlp_url=env.str("OTLP_URL", "", validate=url("http", "https", "")),
            oidc_issuer=env.str("OIDC_ISSUER", "", validate=url("http", "https", "")),
            oidc_client_id=env.str("OIDC_CLIENT_ID", ""),
            oidc_name=env.str("OIDC_NAME", "ProConnect"),
            oidc_client_secret=env.str("OIDC_CLIENT_SECRET", ""),
        )

    def database(self, service: str) -> str:
        return f"{self.namespace}_{service}"


class _Environment(FileAwareEnv):
    def _get_value(self, env_key: str, default: Any) -> Any:
        try:
            return super()._get_value(env_key, default)
        except ValueError as error:  # not told apart from a wrong value otherwise
            if isinstance(error, EnvError):
                raise
            raise EnvError(f'"{env_key}_FILE" names no file that can be read') from error


def environment() -> FileAwareEnv:
    """A reader of BASCULE_*, and of the files that BASCULE_…_FILE name."""
    return _Environment(prefix="BASCULE_", strip_whitespace=True)


def url(*schemes: str) -> Callable[[str], None]:
    """A check that a value is a URL of one of these schemes; an empty scheme lets the value be empty."""
    return partial(_must_be_url, schemes)


def _must_be_url(schemes: tuple[str, ...], value: str) -> None:
    if not value and "" in schemes:
        return
    wanted = " or ".join(f"{scheme}://…" for scheme in schemes if scheme)
    if value.split(":")[0] not in schemes or not re.match(r"[a-z+]+://", value):
        raise ValidationError(f"Must be {wanted}.")
    try:
        parts = urlsplit(value)
        _ = parts.port if "," not in parts.netloc else None  # a replica set has several hosts
    except ValueError:
        raise ValidationError("Its port is not a number from 0 to 65535.") from None
    if parts.scheme != "maildir" and not parts.hostname:
        raise ValidationError(f"Names no host: must be {wanted}.")


@cache
def settings() -> Settings:
    """This process's settings, read on first use."""
    return Settings.from_environment()
