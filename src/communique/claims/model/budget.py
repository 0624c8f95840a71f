"""How much a run may still ask for."""

from __future__ import annotations

from communique.claims.model.errors import UnansweredError

SPENT = "the budget is spent"


class Budget:
    """Calls and tokens of one run; the tokens that a call may take at most are set aside before it is made.

    ``max_calls`` and ``max_tokens`` are 0 for no bound. ``calls``, each try one, and ``tokens`` say what was used.
    """

    def __init__(self, max_calls: int, max_tokens: int) -> None:
        self._max_calls, self._max_tokens = max_calls, max_tokens
        self._set_aside = 0
        self.calls = self.tokens = 0

    def set_aside(self, tokens: int) -> None:
        """Take a call of at most so many tokens out of the budget. Raises UnansweredError where it does not fit."""
        if self._beyond_calls or (self._max_tokens and self.tokens + self._set_aside + tokens > self._max_tokens):
            raise UnansweredError(SPENT)
        self._set_aside += tokens

    def send(self) -> None:
        """Count a call that goes to the server. Raises UnansweredError where it is one too many."""
        if self._beyond_calls:
            raise UnansweredError(SPENT)
        self.calls += 1

    @property
    def _beyond_calls(self) -> bool:
        return bool(self._max_calls) and self.calls >= self._max_calls

    def settle(self, set_aside: int, used: int) -> None:
        """Put back what a call did not use."""
        self._set_aside -= set_aside
        self.tokens += used
