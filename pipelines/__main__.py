"""`python -m pipelines`: the command line of the write side."""

import sys

from pipelines.commands import main

if __name__ == "__main__":
    sys.exit(main())
