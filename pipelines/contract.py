"""The termination event log, version 1, as data: columns, event types, and what makes a row broken."""

from dataclasses import dataclass

REQUEST = "termination.requested"
DECISIONS = ("termination.failed", "termination.succeeded", "termination.withdrawn")
OUTCOMES = ("failed", "succeeded", "withdrawn", "open")

EVENT_TYPES = frozenset(
    {
        *("preparation.conditions_viewed", "preparation.documents_ready", "preparation.support_contacted"),
        *(REQUEST, *DECISIONS),
        *("countermeasure.information_corrected", "countermeasure.policy_condition_met"),
        "countermeasure.legal_matter_settled",
        *("consequence.funds_frozen", "consequence.funds_released", "consequence.interest_accrued"),
        *("consequence.credit_reported", "consequence.credit_restored", "consequence.documents_requested"),
        *("consequence.review_repeated", "consequence.legal_action_opened", "consequence.legal_action_closed"),
        *("help.contacted", "help.answered"),
        *("reregistration.requested", "reregistration.accepted", "reregistration.rejected"),
        *("reregistration.data_reused", "reregistration.credit_flagged"),
        *("operations.release", "operations.configuration_changed", "operations.policy_changed"),
        "operations.maintenance",
    }
)
OPERATIONS = "operations."


class FileRefused(Exception):
    """A file that cannot be loaded at all: one sentence that says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Column:
    """One column of the log: its name, and whether a file must have it."""

    name: str
    is_needed: bool = False


IDENTIFIERS = ("wallet_id", "user_id")
DIMENSIONS = ("channel", "region", "app_version", "os", "component", "bank", "release")

_SHARED = (
    Column("event_id"),
    Column("request_id"),
    Column("user_id"),
    Column("error_code"),
    Column("message"),
    *(Column(name) for name in DIMENSIONS),
    Column("amount"),
    Column("currency"),
    Column("policy_clause"),
    Column("shown_message"),
    Column("attributes"),
)
EVENT_COLUMNS = (
    Column("occurred_at", is_needed=True),
    Column("event_type", is_needed=True),
    Column("wallet_id", is_needed=True),
    Column("platform", is_needed=True),
    *_SHARED,
)
ATTEMPT_COLUMNS = (
    Column("requested_at", is_needed=True),
    Column("decided_at"),
    Column("outcome", is_needed=True),
    Column("wallet_id", is_needed=True),
    Column("platform", is_needed=True),
    *_SHARED,
)
FORMS = {"events": EVENT_COLUMNS, "attempts": ATTEMPT_COLUMNS}


def column_names(form: str) -> tuple[str, ...]:
    """The names a source of this form can map, in the order they are read."""
    return tuple(column.name for column in FORMS[form])


def needed_columns(form: str) -> tuple[str, ...]:
    return tuple(column.name for column in FORMS[form] if column.is_needed)
