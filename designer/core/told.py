"""Figures beside their limits, as they are told."""


def beyond(value: float, limit: float, decimals: int = 0) -> float:
    """A figure that breaks a limit, rounded to so many decimals.

    Where it would read like the limit it is the next one on its own side: nobody is told that 100 mm are too
    few where 100 mm are needed.
    """
    told = round(value, decimals)
    if told != round(limit, decimals) or value == limit:
        return told
    step = 10.0**-decimals
    return round(told + (step if value > limit else -step), decimals)
