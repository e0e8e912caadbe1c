"""Exit codes, for schedulers: what to do next differs."""

DONE = 0  # all there is was loaded, quarantined rows counted; or there was nothing new
FAILED = 1  # nothing changed; the sentence on stderr says what to mend (2 is argparse's: wrong usage)
PARTLY = 3  # loaded, but some files were refused whole; they are named
BUSY = 4  # another load is at work; try again later
AUDIT_FAILED = 5  # the numbers contradict each other; nothing was published
