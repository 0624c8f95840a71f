"""Why an article got no answer."""

from __future__ import annotations


class UnansweredError(Exception):
    """A question about an article stays without an answer; the message says why, in a few words."""


class TurnedAwayError(UnansweredError):
    """A server refused to answer, which takes no tokens."""
