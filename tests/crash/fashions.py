"""In what ways the program is worked with and killed."""

from msgspec import Struct


class Fashion(Struct, frozen=True, kw_only=True):
    """How a round goes. `saves` is the share of saves; `after_ms` another pause before an autosave."""

    pause_ms: int = 25
    saves: float = 0.015
    dies_at_disk: bool = False
    raises: bool = False
    loses_power: bool = False
    """The newest autosave is cut off afterwards, as when the disk had not written it yet."""
    after_ms: int = 0

    @property
    def within_s(self) -> float:
        """How old a lost edit may be: twice the pause, as promised of the real one."""
        return 2 * self.after_ms / 1000.0 if self.after_ms else 30.0


FASHIONS = {
    "killed": Fashion(),
    "killed among saves": Fashion(saves=0.4),
    "killed at the disk": Fashion(dies_at_disk=True),
    "killed in a save": Fashion(dies_at_disk=True, saves=0.5),
    "slow hand": Fashion(pause_ms=120, after_ms=500, saves=0.0),
    "power loss": Fashion(loses_power=True, saves=0.0),
    "exception": Fashion(raises=True),
}
