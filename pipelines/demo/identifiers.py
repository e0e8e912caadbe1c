"""Identifiers as each platform writes them; copies of a row and later files say the same."""

import pyarrow as pa

from pipelines.demo.arrays import Flags, Floats, Ints, Rows, Small
from pipelines.demo.hashing import chosen, joined, scattered, share
from pipelines.demo.scenario import Scenario

MOST_ATTEMPTS = 32  # of one wallet: two cases of 16 at most
WITHOUT_USER = 29  # every so many users are unknown to the log


def event_ids(rows: Rows) -> pa.Array:
    return joined("E", scattered(rows["number"], 12, 1))


def wallet_ids(scenario: Scenario, platform: Small, wallet: Ints) -> pa.Array:
    """The platform's letters and ten digits."""
    letters = [name[:3].upper() for name in scenario.platform_names]
    return joined(pa.array(letters).take(pa.array(platform)), scattered(wallet, 10, 2))


def user_ids(rows: Rows) -> pa.Array:
    """Null where the platform does not know the person."""
    return chosen(rows["user"] % WITHOUT_USER > 0, joined("U", scattered(rows["user"], 9, 3)))


def request_ids(rows: Rows, in_attempt: Flags, without: Floats) -> pa.Array:
    """One for all events of an attempt, null elsewhere; `without` is the share by platform without any."""
    number = rows["wallet"] * MOST_ATTEMPTS + rows["attempt"]
    said = in_attempt & (share(number, 94) >= without[rows["platform"]])
    return chosen(said, joined("R", scattered(number, 13, 4)))
