"""What may be lost when a program is killed, worked out from its log alone."""

from collections.abc import Sequence

from msgspec import Struct

from tests.crash.log import Entry

MOST_EDITS = 20
"""So many edits may be lost at most."""


class Verdict(Struct, frozen=True):
    """What a kill has cost: edits, and how old the oldest of them was. `faults` are broken promises."""

    lost_edits: int
    lost_s: float
    faults: tuple[str, ...]


def judge_file(log: Sequence[Entry], digest: str | None) -> list[str]:
    """Whether the project file holds the last save, or one that was going on."""
    if digest is None:
        return ["the project file cannot be read"]
    saves = [entry for entry in log if entry.what in ("file", "saving", "saved")]
    last = max(number for number, entry in enumerate(saves) if entry.what in ("file", "saved"))
    allowed = {entry.digest for entry in saves[last:]}
    return [] if digest in allowed else ["the project file holds neither the last save nor a later one"]


def judge(
    log: Sequence[Entry], found: str, killed_at: float, within_s: float, most_edits: int = MOST_EDITS
) -> Verdict:
    """What is lost where `found` is the state of the next start.

    An edit that was not finished may be lost. Of the others at most `most_edits` may be, and none that is
    older than `within_s`; nothing that was saved.
    """
    places = [number for number, entry in enumerate(log) if entry.digest == found]
    if not places:
        finished = sum(entry.what == "done" for entry in log)
        return Verdict(finished, 0.0, ("the state of the next start is in no line of the log",))
    later = log[places[-1] :]
    lost = [entry for entry in later if entry.what == "done" and entry.digest != found]
    lost_s = max((killed_at - entry.at for entry in lost), default=0.0)
    faults = []
    if len(lost) > most_edits:
        faults.append(f"{len(lost)} edits are lost")
    if lost_s > within_s:
        faults.append(f"an edit of {lost_s:.1f} s before the end is lost")
    if any(entry.what == "saved" and entry.digest != found for entry in later):
        faults.append("the next start shows something older than the last save")
    return Verdict(len(lost), lost_s, tuple(faults))
