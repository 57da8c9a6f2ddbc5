"""What a plan takes from the shelf and leaves for it."""

from designer.core.bom.shelf import shelf_balance
from designer.core.model.plan import CutList, PieceKind, Plan, StockUse


def stock(name, kind, remnant_mm, *, new):
    return StockUse(
        id=name, product="P", kind=kind, length_mm=4400.0, new=new, cuts=(), remnant_mm=remnant_mm
    )


def test_rails_leave_their_remnants_and_cable_only_what_remains_of_an_offcut():
    stocks = (
        stock("R1", PieceKind.RAIL, 900.0, new=True),
        stock("R2", PieceKind.RAIL, 0.0, new=True),
        stock("shelf-1", PieceKind.RAIL, 750.0, new=False),
        stock("C1", PieceKind.LINK, 30000.0, new=True),
        stock("shelf-2", PieceKind.LINK, 1500.0, new=False),
        stock("T1/U1", PieceKind.LINK, 400.0, new=False),
        stock("T1", PieceKind.TRUNK_RUN, 8000.0, new=True),
    )
    found = shelf_balance(Plan(surfaces=(), cuts=CutList(stocks=stocks)), {"shelf-1", "shelf-2", "shelf-3"})
    assert found.used == ("shelf-1", "shelf-2")
    assert [(one.stock, one.length_mm) for one in found.left] == [
        ("R1", 900.0),
        ("shelf-1", 750.0),
        ("shelf-2", 1500.0),
    ]
