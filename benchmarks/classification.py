"""Classifying: distinct signatures a minute, what it adds to a load, and the naive way of predicting every row."""

import os
import time
from collections.abc import Callable, Iterator
from itertools import islice

import duckdb
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from benchmarks.loading import load_seconds
from benchmarks.report import Figure
from pipelines.classify import Taxonomy
from pipelines.training_texts import Labelled, training_texts

COUNT_DISTINCT = 20_000
COUNT_SIGNATURES = 5_000
COUNT_NAIVE = 2_000  # rows that are predicted one by one; all others would take as long each
ROWS = """
    CREATE TABLE failures AS
    SELECT known.code, known.message
    FROM range($count_rows) JOIN known ON known.place = range % $count_signatures"""


def classification_figures(count_rows: int) -> Iterator[Figure]:
    """Everything in this one process, on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # Linux; what DuckDB starts stays on it too
    taxonomy = Taxonomy.read()
    texts = training_texts(taxonomy)
    taxonomy.classifier.decide(None, "warm")
    many = _signatures(texts, COUNT_DISTINCT)
    seconds = _timed(lambda: list(taxonomy.classifier.decide_all(many)))
    yield Figure("distinct signatures classified a minute", 60 * COUNT_DISTINCT / seconds, "at least 200,000")
    few = _signatures(texts, COUNT_SIGNATURES)
    ours = _timed(lambda: _whole_load(taxonomy, few, count_rows))
    naive = _naive_seconds(texts, few, count_rows)
    yield Figure(f"scikit-learn per row / ours, {count_rows:,} rows", naive / ours, "at least 50")


def share_of_load(count_events: int) -> Iterator[Figure]:
    """The classifying of 5,000 signatures, over the whole load of a log."""
    taxonomy = Taxonomy.read()
    few = _signatures(training_texts(taxonomy), COUNT_SIGNATURES)
    seconds = _timed(lambda: list(taxonomy.classifier.decide_all(few)))
    share = seconds / load_seconds(count_events)
    what = f"classifying {COUNT_SIGNATURES:,} signatures / load of {count_events:,} events"
    yield Figure(what, share, "at most 0.10")


def _signatures(texts: list[Labelled], count: int) -> list[tuple[str, str]]:
    """Distinct codes and messages: the wordings of the taxonomy, some of them with another behind."""
    known = [one.failure.raw_text or one.failure.code for one in texts]
    pairs = ((f"E{turn}", f"{one}; {more}" if turn else one) for turn, more in enumerate(known) for one in known)
    return list(islice(pairs, count))


def _whole_load(taxonomy: Taxonomy, known: list[tuple[str, str]], count_rows: int) -> int:
    """Rows to distinct signatures, each decided once, and the decisions joined back."""
    with duckdb.connect() as connection:
        placed = [(place, *one) for place, one in enumerate(known)]
        connection.register("known", pd.DataFrame(placed, columns=["place", "code", "message"]))
        connection.execute(ROWS, {"count_rows": count_rows, "count_signatures": len(known)})
        signatures = connection.execute("SELECT DISTINCT code, message FROM failures").fetchall()
        decisions = taxonomy.classifier.decide_all(signatures)
        causes = [(*one, decision.cause) for one, decision in zip(signatures, decisions, strict=True)]
        connection.register("decided", pd.DataFrame(causes, columns=["code", "message", "cause"]))
        query = "SELECT count(cause) FROM failures JOIN decided USING (code, message)"
        return int(connection.execute(query).fetchall()[0][0])


def _naive_seconds(texts: list[Labelled], known: list[tuple[str, str]], count_rows: int) -> float:
    model = _naive_model(texts)
    frame = pd.DataFrame(known[:COUNT_NAIVE], columns=["code", "message"])
    seconds = _timed(lambda: frame["message"].map(lambda message: model.predict([message])[0]))
    return seconds / len(frame) * count_rows


def _naive_model(texts: list[Labelled]) -> Pipeline:
    vectorizer = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=1 << 16)
    model = make_pipeline(vectorizer, SGDClassifier(loss="log_loss", max_iter=5, tol=None, random_state=0))
    return model.fit([one.failure.words for one in texts], [one.cause for one in texts])


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
