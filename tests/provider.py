"""An OpenID Connect provider of the tests' own, a real process on loopback: `python -m tests.provider`,
which says its port.

It is Authlib's authorization server with one client and no screens: who asks to be authorized is whoever stands in
`login_hint`, as JSON claims. Userinfo comes signed, as ProConnect sends it, unless the claims say `"plain": true`.
"""

import json
import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector, current_token
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "bascule", "a-secret-of-the-tests"
KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


class Client:
    """The one client: a gateway somewhere, which must prove its secret and use PKCE."""

    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, address: str) -> bool:
        return address.endswith("/sign-in/connect")

    def check_client_secret(self, secret: str) -> bool:
        return secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"


class Code(dict):
    """An authorization code with what was asked for."""

    def get_redirect_uri(self) -> str:
        return self["redirect_uri"]

    def get_scope(self) -> str:
        return self["scope"]

    def get_nonce(self) -> str:
        return self["nonce"]

    def get_auth_time(self) -> int:
        return self["at"]

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None

    @property
    def code_challenge(self) -> str:
        return self["challenge"]

    @property
    def code_challenge_method(self) -> str:
        return self["method"]


class Token(dict):
    """A bearer token, and whose it is."""

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return False

    def get_scope(self) -> str:
        return self["scope"]


def create_app(issuer: str) -> Flask:
    app = Flask(__name__)
    codes: dict[str, Code] = {}
    tokens: dict[str, Token] = {}

    class CodeGrant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            codes[code] = Code(redirect_uri=data["redirect_uri"], scope=data["scope"], nonce=data.get("nonce"))
            codes[code] |= {"user": asked.user, "at": int(time.time())}
            codes[code] |= {"challenge": data["code_challenge"], "method": data["code_challenge_method"], "code": code}

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            codes.pop(code["code"], None)

        def authenticate_user(self, code: Code) -> dict[str, Any]:
            return code["user"]

    class OpenID(OpenIDCode):
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return any(one["nonce"] == nonce for one in codes.values())

        def resolve_client_private_key(self, client: Client) -> Any:
            return KEY

        def get_client_algorithm(self, client: Client) -> str:
            return "RS256"

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": issuer}

        def generate_user_info(self, user: dict[str, Any], scope: str) -> dict[str, Any]:
            return {"sub": user["sub"]}

    class Bearer(BearerTokenValidator):
        def authenticate_token(self, text: str) -> Token | None:
            return tokens.get(text)

    def save(token: dict[str, Any], asked: Any) -> None:
        tokens[token["access_token"]] = Token(token, user=asked.user)

    server = AuthorizationServer(
        app, query_client=lambda name: Client() if name == CLIENT_ID else None, save_token=save
    )
    server.register_grant(CodeGrant, [OpenID(require_nonce=True), CodeChallenge(required=True)])
    protect = ResourceProtector()
    protect.register_token_validator(Bearer())

    @app.get("/.well-known/openid-configuration")
    def about() -> Response:
        ends = {f"{name}_endpoint": f"{issuer}/{name}" for name in ("authorization", "token", "userinfo")}
        return jsonify({"issuer": issuer, "jwks_uri": f"{issuer}/keys"} | ends)

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([KEY]).as_dict(private=False))

    @app.get("/authorization")
    def authorize() -> Any:
        return server.create_authorization_response(grant_user=json.loads(request.args["login_hint"]))

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    @protect("openid")
    def userinfo() -> Response:
        user = dict(current_token["user"])
        if user.pop("plain", False):
            return jsonify(user)
        claims = {"iss": issuer, "aud": CLIENT_ID, "exp": int(time.time()) + 60} | user
        return Response(jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, KEY), content_type="application/jwt")

    return app


if __name__ == "__main__":
    apps: list[Flask] = []
    server = make_server("127.0.0.1", 0, lambda *call: apps[0](*call), threaded=True)
    apps.append(create_app(f"http://127.0.0.1:{server.port}"))
    print(server.port, flush=True)
    server.serve_forever()
