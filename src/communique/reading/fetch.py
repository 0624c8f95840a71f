"""An address on the web -> bytes, without ever being led to a private address."""

from __future__ import annotations

import ipaddress
import socket
import time
from urllib.parse import urlsplit

import httpx

from communique.errors import InputError
from communique.reading.limits import DEADLINE, MAX_REDIRECTS, MAX_REPORT, TIMEOUT

TRUSTED = "Give that address itself if you trust it."


def is_address(name: str) -> bool:
    """Whether an input is an address rather than a file."""
    return name.lower().startswith(("http://", "https://"))


def fetch(address: str) -> bytes:
    """What an address answers.

    A person may name any address; a redirect may lead to public ones only. Raises InputError with the reason.
    """
    until = time.monotonic() + DEADLINE
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False, headers={"User-Agent": "communique"}) as client:
            for _ in range(MAX_REDIRECTS + 1):
                with client.stream("GET", address) as response:
                    if not response.has_redirect_location:
                        return _body(response, until)
                    address = _redirected(response)
    except httpx.TimeoutException as error:
        raise InputError(f"no answer within {TIMEOUT:.0f} seconds", hint="Try again later.") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        raise InputError(f"cannot be fetched ({error})", hint="Check the address.") from error
    raise InputError(f"redirects more than {MAX_REDIRECTS} times", hint="Save the page and add the file.")


def _redirected(response: httpx.Response) -> str:
    target = response.url.join(response.headers["location"])
    if target.scheme not in ("http", "https"):
        raise InputError(f"redirects to what is no web page ({target.scheme})", hint=TRUSTED)
    if not is_public(target.host):
        raise InputError(f"redirects to a private address ({target.host})", hint=TRUSTED)
    return str(target)


def is_public(host: str) -> bool:
    """Whether all that a host's name stands for lies in the public network."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(_is_global(address.split("%")[0]) for address in found)


def _is_global(address: str) -> bool:
    known = ipaddress.ip_address(address)
    inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None)
    return known.is_global and not known.is_multicast and (inner is None or inner.is_global)


def _body(response: httpx.Response, until: float) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise InputError(
            f"answers {response.status_code} {response.reason_phrase}".strip(), hint="Check the address in a browser."
        )
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_REPORT:
            raise InputError(
                f"is larger than {MAX_REPORT // 1_000_000} MB", hint="Save the article alone and add that."
            )
        if time.monotonic() > until:
            raise InputError(f"takes longer than {DEADLINE:.0f} seconds", hint="Save the page and add the file.")
    return bytes(body)


def path_of(address: str) -> str:
    """The path of an address, for its ending."""
    return urlsplit(address).path
