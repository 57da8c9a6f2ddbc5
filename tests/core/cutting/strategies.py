"""Made-up cutting tasks for property tests."""

from hypothesis import strategies as st

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock

Task = tuple[list[Piece], list[Stock], list[Offcut], CuttingOptions]


def options(limit_s: float = 30.0) -> st.SearchStrategy[CuttingOptions]:
    return st.builds(
        CuttingOptions,
        kerf_mm=st.sampled_from([0.0, 1.0, 3.0]),
        end_trim_mm=st.sampled_from([0.0, 2.0]),
        least_remnant_mm=st.sampled_from([0.0, 10.0]),
        time_limit_s=st.just(limit_s),
    )


def pieces(kinds: int, quantity: int, longest: int = 60) -> st.SearchStrategy[list[Piece]]:
    amounts = st.tuples(st.integers(1, longest), st.integers(1, quantity))
    return st.lists(amounts, min_size=1, max_size=kinds).map(
        lambda rows: [
            Piece(name=f"P{number}", length_mm=float(length), quantity=count)
            for number, (length, count) in enumerate(rows)
        ]
    )


def stocks(most: int = 3) -> st.SearchStrategy[list[Stock]]:
    rows = st.tuples(
        st.integers(20, 90),
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.integers(0, 40).map(float)),
    )
    return st.lists(rows, max_size=most).map(
        lambda found: [
            Stock(name=f"S{number}", length_mm=float(length), count=count, price=price)
            for number, (length, count, price) in enumerate(found)
        ]
    )


def offcuts(most: int = 2) -> st.SearchStrategy[list[Offcut]]:
    return st.lists(st.integers(10, 70), max_size=most).map(
        lambda lengths: [Offcut(name=f"O{n}", length_mm=float(length)) for n, length in enumerate(lengths)]
    )


def tasks(kinds: int = 3, quantity: int = 2) -> st.SearchStrategy[Task]:
    return st.tuples(pieces(kinds, quantity), stocks(), offcuts(), options())
