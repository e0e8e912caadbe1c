"""The write side: logs in, a published warehouse out."""

import os

# Before numpy is loaded: its linear algebra is called with tiny matrices, which a thread pool only slows down.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
