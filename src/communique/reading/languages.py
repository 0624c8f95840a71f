"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 1000  # characters looked at
SHORT = 200  # characters below which only a sure answer counts
SURE = 0.99


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def tell_language(text: str) -> str:
    """The ISO 639-1 code of a text; a short one counts as English unless it is surely something else."""
    language, sureness = _identifier().classify(text[:SAMPLE])
    return str(language) if len(text) >= SHORT or sureness >= SURE else "en"
