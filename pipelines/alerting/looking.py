"""One look: judge what is published, write down what is to be told, and send what is not sent yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.alerting.delivery import Send, send
from pipelines.alerting.intents import Telling, intents, letterhead
from pipelines.alerting.judging import judge
from pipelines.alerting.outbox import Outbox
from pipelines.alerting.rules import Rules
from warehouse import alerts, open_snapshot
from warehouse.alerts import Entry, Message

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Looked:
    """The entries that a look added, and the messages that wait for another one."""

    entries: tuple[Entry, ...]
    waiting: tuple[Message, ...]


def clock() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def look(folder: Path, rules: Rules, link: str, deliver: Send = send, now: Clock = clock) -> Looked:
    """Tell what is new in the published snapshot; another look is waited for.

    What was written down is sent, at the latest by a later look. Raises NoWarehouse, AlertsBroken, SharedBroken.
    """
    open_snapshot(folder)  # before the journal is touched: without a warehouse there is no place for it
    with alerts.writing(folder):
        before = alerts.read(folder)
        alerts.append(folder, ahead(folder, rules, link, before, now))
        outbox = Outbox(rules, deliver, lambda entry: alerts.append(folder, [entry]), now)
        outbox.forward(_waiting(alerts.read(folder)))
        entries = alerts.read(folder)
    return Looked(tuple(entries[len(before) :]), tuple(_waiting(entries)))


def ahead(folder: Path, rules: Rules, link: str, before: Sequence[Entry], now: Clock = clock) -> list[Entry]:
    """What a look would write down, without writing or sending anything."""
    snapshot = open_snapshot(folder)
    telling = Telling(snapshot, rules, letterhead(snapshot, link), now())
    return list(intents(judge(rules, snapshot), telling, before))


def _waiting(entries: Sequence[Entry]) -> list[Message]:
    return [one for one in alerts.messages(entries) if one.is_waiting]
