"""Drawing from a point to another by a drag, as hands from sketching programs do it."""

from designer.edit.tools.base import Gesture, Prompt, Wants


def as_clicks(gesture: Gesture, prompt: Prompt) -> Gesture:
    """What a part of a drag means to a tool that draws from point to point.

    Where the button goes down is the first point, unless there is one already; where it goes up is the next.
    """
    if prompt.wants is not Wants.POINT:
        return gesture
    begun = prompt.base is not None
    match gesture:
        case Gesture.DRAG_START:
            return Gesture.MOVE if begun else Gesture.CLICK
        case Gesture.DRAG:
            return Gesture.MOVE
        case Gesture.DRAG_END:
            return Gesture.CLICK if begun else Gesture.MOVE
        case _:
            return gesture
