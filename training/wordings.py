"""The regression over the words of sentences, fitted to annotated articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from communique.claims.learned.inputs import TYPES
from communique.claims.learned.wording import Wording, sign_sentences
from training.articles import Article

LEAST = 3  # sentences that must show a sign
STRENGTH = 0.1  # inverse strength of the ridge


def fit_wording(articles: Sequence[Article]) -> Wording:
    """One ridge-bound logistic regression for each type of claim."""
    signs = [found for article in articles for found in sign_sentences(article.scene, article.votes)]
    held = [
        {answer.kind for answer in article.answers.get(view.number, ())}
        for article in articles
        for view in article.views
    ]
    often = Counter(sign for found in signs for sign in found)
    vectors = DictVectorizer()
    table = vectors.fit_transform([{sign: 1.0 for sign in found if often[sign] >= LEAST} for found in signs])
    models = [
        LogisticRegression(C=STRENGTH, max_iter=500).fit(table, [kind in kinds for kinds in held])
        for kind in range(len(TYPES))
    ]
    weights = np.round(np.stack([model.coef_[0] for model in models], axis=1), 3)
    return Wording(
        [round(float(model.intercept_[0]), 3) for model in models],
        {sign: row.tolist() for sign, row in zip(vectors.feature_names_, weights, strict=True)},
    )
