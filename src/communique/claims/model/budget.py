"""How much a run may still ask for."""

from __future__ import annotations

from communique.claims.model.errors import UnansweredError

SPENT = "the budget is spent"


class Budget:
    """Calls and tokens of one run; what a call may take at most is set aside before it is made.

    ``max_calls`` and ``max_tokens`` are 0 for no bound. ``calls`` and ``tokens`` say what was used.
    """

    def __init__(self, max_calls: int, max_tokens: int) -> None:
        self._max_calls, self._max_tokens = max_calls, max_tokens
        self._set_aside = 0
        self.calls = self.tokens = 0

    def set_aside(self, tokens: int) -> None:
        """Take a call of at most so many tokens out of the budget. Raises UnansweredError where it does not fit."""
        beyond_calls = self._max_calls and self.calls >= self._max_calls
        beyond_tokens = self._max_tokens and self.tokens + self._set_aside + tokens > self._max_tokens
        if beyond_calls or beyond_tokens:
            raise UnansweredError(SPENT)
        self.calls += 1
        self._set_aside += tokens

    def settle(self, set_aside: int, used: int) -> None:
        """Put back what a call did not use."""
        self._set_aside -= set_aside
        self.tokens += used
