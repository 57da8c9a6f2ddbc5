"""The Design that a new project starts from."""

from designer.core.model.design import Design, Products, Rafters

START_REGION = "eu-230"

START_PRODUCTS = Products(
    module="ja-solar-jam54d41-440-mb",
    inverter="hms-1000-2t",
    family="hoymiles-hms",
    rail="k2-singlerail-36",
)
"""Common products of the inverter series that the program was made for; any of them may be changed."""

START_RAFTER_SPACING_MM = 600.0
"""In the middle of the 600 to 900 mm of real pitched roofs; to be measured on site."""


def start_rafters(spacing_mm: float = START_RAFTER_SPACING_MM) -> Rafters:
    """Rafters of which only the spacing is known: the first stands half a spacing from the frame's origin."""
    return Rafters(spacing_mm=spacing_mm, offset_mm=spacing_mm / 2.0)


def new_design(name: str) -> Design:
    """A Design without a roof, with the products above."""
    return Design(name=name, region=START_REGION, products=START_PRODUCTS)
