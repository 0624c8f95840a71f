"""An address on the web -> bytes, without ever being led to a private address."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

import httpx

from communique.errors import InputError
from communique.reading.limits import MAX_REDIRECTS, MAX_REPORT, TIMEOUT


def is_address(name: str) -> bool:
    """Whether an input is an address rather than a file."""
    return name.lower().startswith(("http://", "https://"))


def fetch(address: str) -> bytes:
    """What an address answers.

    A person may name any address; a redirect may lead to public ones only. Raises InputError with the reason.
    """
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, headers={"User-Agent": "communique"}) as client:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                with client.stream("GET", address) as response:
                    if response.has_redirect_location:
                        address = _redirected(response)
                        continue
                    return _body(response)
            except httpx.TimeoutException as error:
                raise InputError(f"no answer within {TIMEOUT:.0f} seconds", hint="Try again later.") from error
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise InputError(f"cannot be fetched ({error})", hint="Check the address.") from error
    raise InputError(f"redirects more than {MAX_REDIRECTS} times", hint="Save the page and add the file.")


def _redirected(response: httpx.Response) -> str:
    target = response.url.join(response.headers["location"])
    if target.scheme not in ("http", "https") or not _public(target.host):
        raise InputError(
            f"redirects to a private address ({target.host})", hint="Give that address itself if you trust it."
        )
    return str(target)


def _public(host: str) -> bool:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(ip).split("%")[0]).is_global for ip in found)


def _body(response: httpx.Response) -> bytes:
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
    return bytes(body)


def path_of(address: str) -> str:
    """The path of an address, for its ending."""
    return urlsplit(address).path
