"""A server that plays an OpenAI-compatible endpoint, on this machine, as well or as badly as a test wants it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass
class Answer:
    """What the server sends back: a status, a body (text, or what becomes JSON), and more headers."""

    body: object
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def completion(content: str | None, *, finish: str = "stop", tokens: int = 100) -> Answer:
    """A chat completion with this content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    usage = {"prompt_tokens": tokens - 10, "completion_tokens": 10, "total_tokens": tokens}
    return Answer({"id": "c", "object": "chat.completion", "model": "m", "choices": [choice], "usage": usage})


def claims(*given: object) -> Answer:
    """A chat completion that lists claims as it should."""
    return completion(json.dumps({"claims": list(given)}))


def failure(status: int, message: str = "something is wrong") -> Answer:
    """An error, to be tried again at once where it can be."""
    return Answer({"error": {"message": message}}, status, {"Retry-After": "0", "retry-after-ms": "1"})


class Server:
    """A running server; ``asked`` are the requests that it got, ``headers`` the headers of each."""

    def __init__(self, reply: Callable[[Json], Answer]) -> None:
        self.asked: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.busiest = 0
        self._busy = 0
        self._lock = threading.Lock()
        self._reply = reply
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server._lock:
                    server.asked.append(request)
                    server.headers.append({name.lower(): value for name, value in self.headers.items()})
                    server._busy += 1
                    server.busiest = max(server.busiest, server._busy)
                answer = server._reply(request)
                with server._lock:
                    server._busy -= 1
                body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
                try:
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body.encode())))
                    self.end_headers()
                    self.wfile.write(body.encode())
                except OSError:
                    pass  # the client waits no longer

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def run(self) -> None:
        """Serve until it is stopped."""
        self._http.serve_forever(poll_interval=0.02)

    def stop(self) -> None:
        """Serve no longer."""
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def serving(reply: Callable[[Json], Answer]) -> Iterator[Server]:
    """A server that answers with ``reply``."""
    server = Server(reply)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


def article_of(request: Json) -> str:
    """What a request asks about: its last message."""
    return str(request["messages"][-1]["content"])
