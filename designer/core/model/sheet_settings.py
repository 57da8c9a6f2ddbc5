"""What the title blocks of a project's sheets say beside the project itself."""

from msgspec import Struct


class SheetSettings(Struct, frozen=True, kw_only=True, gc=False):
    """Number and revision of the set of drawings, and who drew it; an empty number is the project's."""

    drawing_number: str = ""
    revision: str = ""
    drawn_by: str = ""
