"""The garbage collector of a process that answers at once and lives long."""

import gc

SELDOM = 10_000
"""Objects made beyond those gone, after which it looks at the young; Python's own 700 come with every request."""


def settle() -> None:
    """Once all is imported and made: it stays to the end, and the collector need not walk it while somebody waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)
