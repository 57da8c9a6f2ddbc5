"""Values kept with the inputs they were computed from, bounded in number."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Memo(Generic[V]):
    """The last few values computed under each name, each with its inputs.

    A value is given out again where inputs are equal to those it was computed from, so a memo never changes
    an answer, only the time it takes. Inputs are compared, not hashed: equal parts that are the same object
    cost nothing, and values with dictionaries in them may be inputs. Inputs and values must be immutable.
    One thread at a time may use a memo.
    """

    def __init__(self, names: int, versions: int = 2) -> None:
        """At most `names` names are kept, the last used ones, with so many `versions` of each."""
        self._names, self._versions = names, versions
        self._kept: OrderedDict[Hashable, list[tuple[tuple[object, ...], V]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(versions) for versions in self._kept.values())

    def known(self, name: Hashable, inputs: tuple[object, ...]) -> V | None:
        """The value for these inputs where it was computed before."""
        return next((value for kept, value in self._kept.get(name, ()) if kept == inputs), None)

    def get(self, name: Hashable, inputs: tuple[object, ...], compute: Callable[[], V]) -> V:
        """The value for these inputs; `compute` is asked where it is not known. Its errors are not kept."""
        versions = self._kept.get(name)
        if versions is not None:
            self._kept.move_to_end(name)
            for index, (known, value) in enumerate(versions):
                if known == inputs:
                    versions.insert(0, versions.pop(index))
                    return value
        value = compute()
        versions = self._kept.setdefault(name, [])
        versions.insert(0, (inputs, value))
        del versions[self._versions :]
        while len(self._kept) > self._names:
            self._kept.popitem(last=False)
        return value
