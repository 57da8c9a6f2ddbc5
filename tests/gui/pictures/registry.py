"""The scenes by their names."""

from collections.abc import Callable

from tests.gui.pictures.studio import Scene, Studio

SCENES: dict[str, Scene] = {}

TOOL = "tool-"


def scene(function: Scene) -> Scene:
    """Register a scene by its name."""
    return named(_name(function))(function)


def named(name: str) -> Callable[[Scene], Scene]:
    """Register a scene by a name of its own."""

    def register(function: Scene) -> Scene:
        assert name not in SCENES, name
        SCENES[name] = function
        return function

    return register


def tool(command: str) -> Callable[[Callable[[Studio], None]], Scene]:
    """Register a tool in mid-gesture: it must be at work then, ask for something and show something.

    The function is called ``example`` or says in its name what is special about it.
    """

    def register(play: Callable[[Studio], None]) -> Scene:
        def shown(studio: Studio) -> None:
            play(studio)
            studio.settle()
            editor = studio.editor
            assert editor.command.name == command, f"{editor.command.name} is at work: {editor.message}"
            assert editor.prompt.text
            assert editor.response.preview or editor.selection, "nothing is shown"

        name = "" if play.__name__ == "_" else f"-{_name(play)}"
        return named(f"{TOOL}{command}{name}")(shown)

    return register


def _name(function: Callable[..., object]) -> str:
    return function.__name__.strip("_").replace("_", "-")
