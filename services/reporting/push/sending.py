"""One request to somebody's address: no redirect is followed, nobody is waited for long, no answer is read."""

from collections.abc import Mapping

import httpx

from reporting.push.addresses import Refused, Target, checked
from reporting.push.failed import Failed

PATIENCE = httpx.Timeout(10.0, connect=5.0)


def post(url: str, body: bytes, headers: Mapping[str, str], private_allowed: bool) -> None:
    """Send; returns once the other side has answered 2xx. Raises Failed."""
    try:
        target = checked(url, private_allowed)
        request = _request(target, body, headers)
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=PATIENCE) as client:
            answer = client.send(request, stream=True)  # its body is of no interest, and may be endless
            status = answer.status_code
            answer.close()
    except Refused as error:
        raise Failed(str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Failed(f"no answer: {type(error).__name__}") from error
    if 300 <= status < 400:
        raise Failed(f"answered {status}: redirects are not followed, give the address that it leads to")
    if not 200 <= status < 300:
        raise Failed(f"answered {status}")


def _request(target: Target, body: bytes, headers: Mapping[str, str]) -> httpx.Request:
    """A request to the address that was checked, under the name that was given."""
    url = httpx.URL(target.url)
    named = {"Host": url.netloc.decode(), "User-Agent": "Bascule", **headers}
    extensions = {"sni_hostname": target.host, "timeout": PATIENCE.as_dict()}
    return httpx.Request("POST", url.copy_with(host=target.address), headers=named, content=body, extensions=extensions)
