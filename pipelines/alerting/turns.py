"""Looks for alerts beside a watch: after each snapshot that is published, and now and then for what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.alerting.delivery import Send, send
from pipelines.alerting.looking import Looked, look
from pipelines.alerting.rule_file import RulesBroken, read_rules
from pipelines.alerting.rules import Rules
from warehouse import NoWarehouse

EVERY_SECONDS = 60.0  # the shortest wait after a message that was refused


@dataclass
class Turns:
    """When to look; instants are seconds of one clock. `complain` is told of rules that broke while in use."""

    folder: Path
    path: Path
    rules: Rules
    link: str
    complain: Callable[[str], None]
    deliver: Send = send
    next_at: float = 0.0

    def take(self, now: float, is_published: bool) -> Looked | None:
        """Look where it is time to, and before the first load there is nothing to look at.

        A changed file of rules holds from the next look on; a broken one is complained of, and those before still hold.
        """
        if not is_published and now < self.next_at:
            return None
        self.next_at = now + EVERY_SECONDS
        try:
            self.rules = read_rules(self.path)
        except RulesBroken as broken:
            self.complain(f"{broken} The rules of before still hold.")
        try:
            return look(self.folder, self.rules, self.link, self.deliver)
        except NoWarehouse:
            return None
