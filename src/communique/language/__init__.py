"""Document -> annotated text: sentences, trees, clauses, mentions, times, and who "he" or "the minister" is."""

from communique.language.annotate import annotate
from communique.language.text import AnnotatedText, Clause, Entity, Parse, Sentence, Token

__all__ = ["AnnotatedText", "Clause", "Entity", "Parse", "Sentence", "Token", "annotate"]
