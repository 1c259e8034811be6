"""Where the gateway finds its neighbours: environment variables, read once and checked, never at import time.

Pages and stream need different ones, so that neither is given more than it uses. Raises environs.EnvError with the
name of what is missing or wrong.
"""

from dataclasses import dataclass, field

from environs import FileAwareEnv, validate
from kit.settings import DEFAULT_NAMESPACE, LEVELS, NAMESPACE, environment, url

SERVICES = ("enrolment", "forum", "notifications", "reporting")
ADDRESS = url("http", "https")


@dataclass(frozen=True)
class PagesSettings:
    """`services` maps a service to its address; `course` is the one that the pages show; `security_contact` is the
    https: or mailto: address where weaknesses may be told (RFC 9116); `proxies` is how many stand between browsers and
    the pages, each of which is believed about where a browser is (X-Forwarded-For).
    """

    secret_key: str = field(repr=False)
    services: dict[str, str]
    stream_url: str
    public_url: str = "http://localhost:8080"
    course: str = "innovation-publique"
    log_level: str = "info"
    otlp_url: str = ""
    security_contact: str = ""
    proxies: int = 0

    @classmethod
    def from_environment(cls) -> "PagesSettings":
        env = environment()
        return cls(
            secret_key=env.str("SECRET_KEY", validate=validate.Length(min=16)),
            services={name: _address(env, f"{name.upper()}_URL") for name in SERVICES},
            stream_url=_address(env, "STREAM_URL"),
            public_url=env.str("PUBLIC_URL", "http://localhost:8080", validate=ADDRESS).rstrip("/"),
            course=env.str("COURSE", "innovation-publique", validate=validate.Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$")),
            log_level=env.str("LOG_LEVEL", "info", validate=validate.OneOf(LEVELS)),
            otlp_url=env.str("OTLP_URL", "", validate=url("http", "https", "")),
            security_contact=env.str("SECURITY_CONTACT", "", validate=validate.Regexp(r"^((https|mailto):\S+)?$")),
            proxies=env.int("PROXIES", 0, validate=validate.Range(0, 5)),
        )

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https:")


@dataclass(frozen=True)
class StreamSettings:
    amqp_url: str = field(repr=False)
    jwks_url: str
    namespace: str = DEFAULT_NAMESPACE
    log_level: str = "info"
    otlp_url: str = ""

    @classmethod
    def from_environment(cls) -> "StreamSettings":
        env = environment()
        return cls(
            amqp_url=env.str("AMQP_URL", validate=url("amqp", "amqps")),
            jwks_url=env.str("JWKS_URL", validate=ADDRESS),
            namespace=env.str("NAMESPACE", DEFAULT_NAMESPACE, validate=NAMESPACE),
            log_level=env.str("LOG_LEVEL", "info", validate=validate.OneOf(LEVELS)),
            otlp_url=env.str("OTLP_URL", "", validate=url("http", "https", "")),
        )


def _address(env: FileAwareEnv, name: str) -> str:
    return env.str(name, validate=ADDRESS).rstrip("/")
