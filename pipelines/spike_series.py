"""The hourly series that are watched for spikes, and which failures each of them counts."""

from dataclasses import dataclass

import pandas as pd

LEAST_FAILURES = 10  # in the whole log; a series with fewer cannot hold a spike and a past
ECHO = 0.8  # a code and a cause that share so much of their failures are one series, told by the cause


@dataclass(frozen=True)
class Watched:
    """One series: the failures of a platform with this cause, or with this error code."""

    platform: str
    cause_category: str
    cause: str | None = None
    error_code: str | None = None

    @property
    def name(self) -> str:
        return f"{self.platform} · {self.cause or self.error_code}"

    def failures(self, hourly: pd.DataFrame) -> pd.DataFrame:
        """The rows of `hourly` that it counts."""
        column, value = ("cause", self.cause) if self.cause else ("error_code", self.error_code)
        is_fault = hourly["cause_category"] == "technical_fault"
        chosen = (hourly["platform"] == self.platform) & (hourly[column] == value)
        return hourly[chosen & is_fault] if self.cause else hourly[chosen]


def watched_series(hourly: pd.DataFrame) -> list[Watched]:
    """Causes of technical faults, and error codes that are no echo of a cause, with enough failures each."""
    faults = hourly[hourly["cause_category"] == "technical_fault"]
    causes = [
        Watched(platform, "technical_fault", cause=cause)
        for platform, cause in _often(faults, ["platform", "cause"])
    ]
    codes = [
        Watched(platform, _usual_category(hourly, platform, code), error_code=code)
        for platform, code in _often(hourly, ["platform", "error_code"])
    ]
    return causes + [code for code in codes if not _is_echo(code, hourly)]


def hourly_counts(watched: list[Watched], hourly: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """series, at, observed, exposure: one row per series and hour in which its platform decided anything."""
    exposure = decided.rename(columns={"requested_at_hour": "at", "count_decided": "exposure"})
    parts = [_counts(one, hourly, exposure[exposure["platform"] == one.platform]) for one in watched]
    return pd.concat(parts, ignore_index=True)[["series", "at", "observed", "exposure"]]


def share_inside(one: Watched, other: Watched, hourly: pd.DataFrame) -> float:
    """How many of the failures of `one` in `hourly` are failures of `other` too, 0 to 1."""
    own = one.failures(hourly)
    total = own["count_failures"].sum()
    return float(other.failures(own)["count_failures"].sum() / total) if total else 0.0


def _often(hourly: pd.DataFrame, keys: list[str]) -> list[tuple[str, ...]]:
    sums = hourly.groupby(keys)["count_failures"].sum()
    return [tuple(key) for key in sums.index[sums >= LEAST_FAILURES]]


def _usual_category(hourly: pd.DataFrame, platform: str, code: str) -> str:
    own = hourly[(hourly["platform"] == platform) & (hourly["error_code"] == code)]
    return str(own.groupby("cause_category")["count_failures"].sum().idxmax())


def _is_echo(code: Watched, hourly: pd.DataFrame) -> bool:
    own = code.failures(hourly)
    sums = own.groupby("cause")["count_failures"].sum()
    if sums.empty or sums.max() < ECHO * own["count_failures"].sum():
        return False
    cause = Watched(code.platform, "technical_fault", cause=str(sums.idxmax()))
    return share_inside(cause, code, hourly) >= ECHO


def _counts(one: Watched, hourly: pd.DataFrame, exposure: pd.DataFrame) -> pd.DataFrame:
    observed = one.failures(hourly).groupby("requested_at_hour")["count_failures"].sum()
    counted = exposure["at"].map(observed).fillna(0).astype("int64")
    return exposure.assign(series=one.name, observed=counted)
