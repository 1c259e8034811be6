"""The settings that only notifications has: BASCULE_MAIL_PATIENCE and the like, read when they are needed."""

from environs import Env
from kit.settings import Settings

DEFAULTS = {
    "mail_patience": "180",
    "push_hosts": "",
    "inbound": "",
    "reply_domain": "",
}
"""`mail_patience`: seconds in which news may be seen on screen before they are mailed. `push_hosts`: push services
besides the known ones. `inbound`: `maildir:///folder` in which answers arrive. `reply_domain`: of the addresses that
answers go to; without it there are none."""


def option(settings: Settings, name: str) -> str:
    """What was configured, in the settings' own options first."""
    return settings.options.get(name) or Env(prefix="BASCULE_").str(name.upper(), DEFAULTS[name])
