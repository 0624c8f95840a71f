"""What stands before every page: who may ask, how much may be sent, and what a browser may do with the answer."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 64 * 1024  # bytes that a writing request may carry
ADDRESS_LIMIT = 8 * 1024  # bytes of an address with its question
COOKIE, CSRF_FIELD, CSRF_HEADER = "communique", "csrf", "x-csrf-token"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


class Refusal(NamedTuple):
    """Why a request is turned away, in one line for a person."""

    status: int
    problem: str
    hint: str = ""


class Problem(msgspec.Struct, frozen=True):
    """What went wrong, where, and what to try: the body of every error of the API."""

    problem: str
    where: str = ""
    hint: str = ""


class Guard:
    """Turns away what does not come from the person at this machine, and tells browsers to run nothing of others.

    ``hosts`` are the names under which the page may be asked for; addresses in numbers always may, for no stranger's
    name can stand behind them. With a ``token`` every request has to bring it: in the address once, then by cookie, or
    as a bearer. A request that writes needs ``csrf`` as a header or a field, and comes from a page of this server.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], token: str, csrf: str) -> None:
        self._app, self._token, self._csrf = app, token, csrf
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        sending = _with_headers(send)
        if welcome := self._welcome(scope):
            await welcome(scope, receive, sending)
            return
        refusal = self._refusal(scope)
        if refusal is None and scope["method"] not in READING:
            body = await _read_body(receive)
            refusal = self._written(scope, body)
            receive = _replay(body or b"", receive)
        await (refuse(scope, refusal) if refusal else self._app)(scope, receive, sending)

    def _refusal(self, scope: Scope) -> Refusal | None:
        """What speaks against any request."""
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            return Refusal(421, "this server does not go by that name", "Ask for it by the address that it printed.")
        if len(scope.get("query_string", b"")) + len(scope["path"]) > ADDRESS_LIMIT:
            return Refusal(414, "the address is too long", "Leave out some filters.")
        if self._token and not self._knows_token(headers):
            return Refusal(401, "a token is needed", "Open the address with ?token=… that the server printed.")
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
            ipaddress.ip_address(name)
        except ValueError:
            return bool(host) and _host_name(host) in self._hosts
        return True

    def _welcome(self, scope: Scope) -> Response | None:
        """Whoever brings the right token in the address gets a cookie, and an address without it."""
        if not self._token or scope["method"] != "GET" or not self._is_ours(Headers(scope=scope).get("host", "")):
            return None
        asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = asked.pop("token", [""])[0]
        if not _same(given, self._token):
            return None
        rest = urlencode(asked, doseq=True)
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(COOKIE, self._token, httponly=True, samesite="lax")
        return answer

    def _knows_token(self, headers: Headers) -> bool:
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(bearer.strip(), self._token):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self._token)

    def _written(self, scope: Scope, body: bytes | None) -> Refusal | None:
        """What speaks against a request that writes."""
        headers = Headers(scope=scope)
        if body is None:
            return Refusal(413, "that is too much at once", f"At most {BODY_LIMIT // 1024} kB are taken.")
        if not _same_origin(headers):
            return Refusal(403, "this did not come from a page of this server")
        given = headers.get(CSRF_HEADER, "")
        if not given and headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            given = parse_qs(body.decode("utf-8", "replace")).get(CSRF_FIELD, [""])[0]
        if not _same(given, self._csrf):
            return Refusal(403, "the page is of an earlier run of the server", "Load it again and repeat.")
        return None


def refuse(scope: Scope, refusal: Refusal) -> Response:
    """A refusal as an answer: JSON under /api, a line of text elsewhere."""
    if scope["path"].startswith("/api"):
        problem = Problem(refusal.problem, scope["path"], refusal.hint)
        return JSONResponse(msgspec.to_builtins(problem), status_code=refusal.status)
    text = f"{refusal.problem}. {refusal.hint}".strip()
    return PlainTextResponse(text[0].upper() + text[1:] + "\n", status_code=refusal.status)


def _same(given: str, right: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _same_origin(headers: Headers) -> bool:
    """Browsers say where a request comes from; programs that are none need not, the token is asked of them too."""
    site, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin")
    if site not in ("same-origin", "none"):
        return False
    return origin is None or origin.partition("://")[2] == headers.get("host", "")


async def _read_body(receive: Receive) -> bytes | None:
    """All of a body, None if it is longer than the limit or was cut off."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_LIMIT:
            return None
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already to the app, then whatever comes after it."""
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
