"""Values kept with the inputs they were computed from, bounded in number and age."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")

LASTS = 16
"""An older value that nobody asked for during so many changes is forgotten: an undo of as many is at once."""

_SPARE = 64
_SPARE_SHARE = 0.1
"""So many more names are kept than there are, or such a share of them where that is more."""

_SWEPT_EVERY = 4
"""After so many changes it is looked for what is too old."""


class Age:
    """Counts changes of what is worked on, for the memos that share it."""

    def __init__(self) -> None:
        self.now = 0

    def change(self) -> None:
        """Something was changed from which much of what is kept follows."""
        self.now += 1


class _Kept(Generic[V]):
    """A value with its inputs, and when it was last asked for."""

    __slots__ = ("inputs", "used", "value")

    def __init__(self, inputs: tuple[object, ...], value: V) -> None:
        self.inputs, self.value, self.used = inputs, value, 0


class Memo(Generic[V]):
    """The last few values computed under each name, each with its inputs.

    A value is given out again where inputs are equal to those it was computed from, so a memo never changes
    an answer, only the time it takes. Inputs are compared, not hashed: equal parts that are the same object
    cost nothing, and values with dictionaries in them may be inputs. The inputs kept are those it was last
    asked with: equal ones of before would be held beside those that are in use. Inputs and values must be
    immutable. One thread at a time may use a memo.

    With an `age`, versions other than the last one of a name are forgotten once they were not asked for
    during `lasts` changes, so that edit after edit at other places adds nothing. Where names come and go as
    values do (`lasting=False`), the last versions are forgotten likewise.
    """

    def __init__(
        self,
        names: int,
        versions: int = 2,
        *,
        age: Age | None = None,
        lasting: bool = True,
        lasts: int = LASTS,
    ) -> None:
        """At most `names` names are kept, the last used ones, with so many `versions` of each."""
        self._most, self._names, self._versions = names, names, versions
        self._age, self._lasting, self._lasts = age or Age(), lasting, lasts
        self._swept_at = 0
        self._kept: OrderedDict[Hashable, list[_Kept[V]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(versions) for versions in self._kept.values())

    def known(self, name: Hashable, inputs: tuple[object, ...]) -> V | None:
        """The value for these inputs where it was computed before."""
        return next((one.value for one in self._kept.get(name, ()) if one.inputs == inputs), None)

    def get(self, name: Hashable, inputs: tuple[object, ...], compute: Callable[[], V]) -> V:
        """The value for these inputs; `compute` is asked where it is not known. Its errors are not kept."""
        versions = self._kept.get(name)
        if versions is not None:
            self._kept.move_to_end(name)
            for index, one in enumerate(versions):
                if one.inputs == inputs:
                    versions.insert(0, versions.pop(index))
                    one.inputs, one.used = inputs, self._age.now
                    return one.value
        made = _Kept(inputs, compute())
        made.used = self._age.now
        versions = self._kept.setdefault(name, [])
        versions.insert(0, made)
        del versions[self._versions :]
        self._drop_surplus()
        if self._age.now - self._swept_at >= _SWEPT_EVERY:
            self._sweep()
        return made.value

    def fit(self, names: int) -> None:
        """There are so many names now: of those that are gone some are kept for undo."""
        self._names = min(self._most, names + max(_SPARE, round(_SPARE_SHARE * names)))
        self._drop_surplus()

    def _drop_surplus(self) -> None:
        while len(self._kept) > self._names:
            self._kept.popitem(last=False)

    def _sweep(self) -> None:
        """Forget what is too old."""
        self._swept_at = self._age.now
        oldest = self._age.now - self._lasts
        stays = 1 if self._lasting else 0
        for name, versions in list(self._kept.items()):
            versions[stays:] = [one for one in versions[stays:] if one.used >= oldest]
            if not versions:
                del self._kept[name]
