"""Time expressions: finding them (``grammar.toml``) and saying which days they mean, after TIMEX3 (ISO-TimeML).

Read ``find.py`` first.
"""

from communique.language.times.find import find_times

__all__ = ["find_times"]
