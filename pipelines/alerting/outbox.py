"""Sending what was written down, in its order, each message marked before it goes out and after it was taken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pipelines.alerting.delivery import Send
from pipelines.alerting.messages import again
from pipelines.alerting.rules import Channel, Rules
from warehouse.alerts import Entry, Kind, Message

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
MOST_DOUBLINGS = 6  # a minute, doubled six times, is the longest wait
OLD = timedelta(days=2)  # a message that could not be sent for so long is given up: it would tell of the past


@dataclass
class Outbox:
    """Where entries go (`note`), how a message is delivered, and the clock's instant in UTC."""

    rules: Rules
    deliver: Send
    note: Callable[[Entry], None]
    now: Callable[[], datetime]
    blocked: set[str] = field(default_factory=set)

    def forward(self, waiting: Iterable[Message]) -> None:
        """Try each message once; a channel that failed is left alone, so that its messages arrive in their order."""
        for one in waiting:
            channel = self.rules.channels.get(one.channel)
            if channel is None:
                self._mark(one, "dropped", "the channel is gone")
            elif self.now() - one.intent.written_at > OLD:
                self._mark(one, "dropped", f"could not be sent for {OLD.days} days: {one.reason}")
            elif one.channel not in self.blocked and not self._try(one, channel):
                self.blocked.add(one.channel)

    def _try(self, one: Message, channel: Channel) -> bool:
        """Whether it was taken; False also where it is not yet time to try again."""
        if not is_time(one, self.now()):
            return False
        self._mark(one, "sending")
        title, body = worded(one, channel)
        why: str | None = self.deliver(channel, title, body)
        self._mark(one, "failed" if why else "sent", why or "")
        return why is None

    def _mark(self, one: Message, kind: Kind, reason: str = "") -> None:
        marked = replace(one.intent, kind=kind, channel=one.channel, texts={}, reason=reason)
        self.note(replace(marked, written_at=self.now()))


def is_time(one: Message, now: datetime) -> bool:
    """After a failure, a minute, then two, four and so on, at most an hour; what was never refused goes at once."""
    if one.state != "failed" or one.last_at is None:
        return True
    doublings: int = min(one.tries - 1, MOST_DOUBLINGS)
    wait = min(FIRST_WAIT * int(2**doublings), LONGEST_WAIT)
    return now - one.last_at >= wait


def worded(one: Message, channel: Channel) -> tuple[str, str]:
    """Its title and body, with its id; a repetition that may be one says so."""
    title, body = one.intent.texts[one.channel]
    notice = f"{again(channel.language)}\n" if one.state == "sending" else ""
    return title, f"{notice}{body}\n#{one.message_id}"
