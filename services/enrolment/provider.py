"""The OpenID Connect provider that vouches for people (ProConnect, for French public servants), if there is one.

Authorization code flow with PKCE (RFC 7636), state and nonce. The id token is verified against the provider's keys
(OpenID Connect Core 3.1.3.7); what it says of the person is completed by the userinfo, which ProConnect signs.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from kit.errors import NotFound, Unauthenticated, Unavailable
from kit.settings import Settings
from marshmallow import ValidationError

from enrolment.schemas.requests import Email

SCOPE = "openid email profile given_name usual_name"
PATIENCE = 5.0
"""Seconds that the provider has for each answer."""
ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA", "Ed25519"]
LATE = 30
"""Seconds by which the provider's clock may differ from ours."""


class Identity(NamedTuple):
    """Whom the provider vouches for: `subject` never changes, the address and the name may."""

    subject: str
    email: str
    name: str


class Provider:
    """The provider of the settings. Raises NotFound when there is none, Unavailable when it does not answer."""

    def __init__(self, settings: Settings) -> None:
        if not settings.oidc_issuer:
            raise NotFound("Signing in by another account is not set up here")
        self._settings, self._about = settings, _discovered(settings.oidc_issuer)
        self._session = OAuth2Session(
            settings.oidc_client_id,
            settings.oidc_client_secret,
            scope=SCOPE,
            redirect_uri=f"{settings.public_url.rstrip('/')}/sign-in/connect",
            code_challenge_method="S256",
        )

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where to send the browser."""
        endpoint = self._about["authorization_endpoint"]
        return self._session.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)[0]

    def identity(self, code: str, nonce: str, verifier: str) -> Identity:
        """Whom the code stands for. Raises Unauthenticated for a code or a token that is not good."""
        try:
            given = self._session.fetch_token(
                self._about["token_endpoint"], code=code, code_verifier=verifier, timeout=PATIENCE
            )
            told = self._verified(given["id_token"], nonce=nonce)
            return _identity(self._settings.oidc_issuer, told | self._userinfo(told["sub"]))
        except requests.RequestException as error:
            raise _away() from error
        except (OAuthError, JoseError, KeyError, ValueError, ValidationError) as error:
            raise Unauthenticated("The other account did not say who you are: try again, or ask for a link") from error

    def _userinfo(self, subject: str) -> dict[str, Any]:
        if "userinfo_endpoint" not in self._about:
            return {}
        answer = self._session.get(self._about["userinfo_endpoint"], timeout=PATIENCE)
        answer.raise_for_status()
        signed = answer.headers.get("Content-Type", "").startswith("application/jwt")
        told = self._verified(answer.text) if signed else answer.json()
        if told.get("sub") != subject:
            raise ValueError("the userinfo is about somebody else")
        return told

    def _verified(self, token: str, nonce: str = "") -> dict[str, Any]:
        claims = jwt.decode(token, _keys(self._about["jwks_uri"]), algorithms=ALGORITHMS).claims
        rules = {
            "iss": {"essential": True, "value": self._settings.oidc_issuer},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
        }
        if nonce:
            rules |= {"nonce": {"essential": True, "value": nonce}, "exp": {"essential": True}}
        jwt.JWTClaimsRegistry(leeway=LATE, **rules).validate(claims)  # type: ignore[arg-type]
        return claims


def _identity(issuer: str, told: dict[str, Any]) -> Identity:
    if told.get("email_verified") is False:
        raise ValueError("the address was never verified")
    parts = [told.get("given_name", ""), told.get("usual_name") or told.get("family_name", "")]
    email = Email().deserialize(told["email"])
    name = told.get("name") or " ".join(filter(None, parts)) or email.partition("@")[0]
    return Identity(f"{issuer} {told['sub']}", email, " ".join(str(name).split())[:120])


@lru_cache(maxsize=4)
def _discovered(issuer: str) -> dict[str, Any]:
    """OpenID Connect Discovery 1.0, once in a process."""
    about = _fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != issuer:
        raise Unavailable("BASCULE_OIDC_ISSUER is not what the provider calls itself")
    return about


def _keys(address: str) -> KeySet:
    return KeySet.import_key_set(_fetched(address))  # type: ignore[arg-type]


def _fetched(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        raise _away() from error


def _away() -> Unavailable:
    return Unavailable("The other account's provider does not answer: try again, or ask for a link by e-mail")
