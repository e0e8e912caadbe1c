"""The conditional logit: closed forms, and logistic regression, of which it is the general case."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from analysis.conditional_logit import choice_probabilities, fit_weights, softmax

NO_PRIOR = 1e-9


def test_shares_of_one_measurement() -> None:
    # Chosen 3 times in 4 against one other alternative: log-odds log(3).
    x = np.zeros((4, 2, 1))
    x[:, 0, 0] = 1
    weights = fit_weights(x, np.array([0, 0, 0, 1]), np.zeros(1), NO_PRIOR)
    assert weights == pytest.approx([np.log(3)])
    assert choice_probabilities(x, weights)[0] == pytest.approx([3 / 4, 1 / 4])


def test_without_cases_the_prior_stands() -> None:
    x = np.zeros((3, 2, 2))
    x[:, 0, 0] = 1
    weights = fit_weights(x, np.array([0, 1, 0]), np.array([0.0, 2.5]), 1.0)
    assert weights[1] == pytest.approx(2.5)


def test_two_alternatives_are_logistic_regression() -> None:
    generator = np.random.default_rng(1)
    points = generator.normal(size=(200, 3))
    chosen = (points @ [1.0, -2.0, 0.5] + generator.logistic(size=200) > 0).astype(np.int64)
    x = np.zeros((200, 2, 3))
    x[:, 1, :] = points
    reference = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10, max_iter=1000).fit(points, chosen)
    assert fit_weights(x, chosen, np.zeros(3), NO_PRIOR) == pytest.approx(reference.coef_[0], rel=1e-4)


def test_probabilities_of_any_size_sum_to_one() -> None:
    found = softmax(np.array([[1000.0, 999.0], [-1000.0, -1000.0]]))
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found[1] == pytest.approx([0.5, 0.5])
