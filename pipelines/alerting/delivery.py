"""One message to one channel through Apprise, which knows Feishu, DingTalk, WeCom, Slack, Teams, mail and webhooks."""

import logging
import os
import re
from collections.abc import Callable

from pipelines.alerting.rules import Channel

Send = Callable[[Channel, str, str], str | None]
MOST_REASON = 200


def send(channel: Channel, title: str, body: str) -> str | None:
    """Deliver it; None where the service took it, else the reason, without what its URL keeps secret."""
    url = os.environ.get(channel.url_from)
    if not url:
        return f"the environment has no {channel.url_from}"
    import apprise  # takes a while that no other command should wait

    to = apprise.Apprise()
    if not to.add(url):
        return f"{channel.url_from} holds no URL that Apprise knows"
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as log:  # type: ignore[no-untyped-call]
        is_taken = to.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
        said = log.getvalue().strip()
    return None if is_taken else without_secrets(said, url) or "the service did not take it"


def without_secrets(said: str, url: str) -> str:
    """The last line of what was said, without any part of the URL that could be a key."""
    line = (said.splitlines() or [""])[-1]
    for part in sorted(re.findall(r"[^/:@?&=,]{6,}", url), key=len, reverse=True):
        line = line.replace(part, "***")
    return line[:MOST_REASON]
