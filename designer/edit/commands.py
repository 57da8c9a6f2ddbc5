"""All commands of the window as one table; menus, tool bars, command line and shortcut page come from it."""

from enum import StrEnum
from importlib import import_module

from msgspec import Struct

from designer.edit.tools.base import Tool


class Group(StrEnum):
    """Where a command stands: the five groups of tools, and the menus."""

    SELECT = "Select and change"
    ROOF = "Roof"
    MODULES = "Modules"
    ELECTRICAL = "Electrical"
    ANNOTATE = "Annotate"
    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    HELP = "Help"


TOOL_GROUPS = (Group.SELECT, Group.ROOF, Group.MODULES, Group.ELECTRICAL, Group.ANNOTATE)


class Command(Struct, frozen=True, kw_only=True):
    """A command by its name, with what a person may type for it.

    `tool` is ``module:Class`` of a tool below `designer.edit.tools`; a command without one is an action that
    the editor or the window carries out. `hint` ends the status line and the tool tip. `bar` puts an action
    on the tool bar.
    """

    name: str
    title: str
    group: Group
    aliases: tuple[str, ...] = ()
    shortcut: str = ""
    tool: str = ""
    icon: str = ""
    hint: str = ""
    bar: bool = False


def _tool(
    name: str, title: str, group: Group, tool: str, aliases: tuple[str, ...], hint: str, shortcut: str = ""
) -> Command:
    return Command(
        name=name,
        title=title,
        group=group,
        aliases=aliases,
        tool=tool,
        icon=name,
        hint=hint,
        shortcut=shortcut,
    )


_S, _R, _M, _E, _A = TOOL_GROUPS

TOOLS = (
    _tool("select", "Select", _S, "select:SelectTool", ("SE",), "Pick things, or drag a window"),
    _tool("move", "Move", _S, "move:MoveTool", ("M",), "Move the selection from a point to another"),
    _tool("copy", "Copy", _S, "move:CopyTool", ("CO", "CP"), "Copy the selection, once or many times"),
    _tool("rotate", "Rotate", _S, "turn:RotateTool", ("RO",), "Turn the selection about a point"),
    _tool("mirror", "Mirror", _S, "turn:MirrorTool", ("MI",), "Mirror the selection across a line"),
    _tool(
        "surface", "Surface", _R, "surface:SurfaceTool", ("S", "PL", "L"), "Draw a roof surface edge by edge"
    ),
    _tool(
        "surface-rectangle",
        "Rectangular surface",
        _R,
        "surface:RectangleTool",
        ("REC",),
        "Draw a rectangular roof surface by two corners or its sides",
    ),
    _tool(
        "edge-kind", "Edge kinds", _R, "edges:EdgeKindTool", ("EK",), "Say what the edges of a surface are"
    ),
    _tool("split", "Split surface", _R, "split:SplitTool", ("SP",), "Split a surface by a line"),
    _tool(
        "obstacle", "Obstacle", _R, "obstacle:ObstacleRectangleTool", ("OB",), "A rectangle to keep clear of"
    ),
    _tool(
        "obstacle-polygon",
        "Obstacle, polygon",
        _R,
        "obstacle:ObstaclePolygonTool",
        ("OP",),
        "A polygon to keep clear of",
    ),
    _tool(
        "obstacle-circle",
        "Obstacle, circle",
        _R,
        "obstacle:ObstacleCircleTool",
        ("OC", "C"),
        "A circle to keep clear of: vents, pipes",
    ),
    _tool("rafters", "Rafters", _R, "rafters:RafterTool", ("RF",), "Show where the rafters or ribs lie"),
    _tool("water-line", "Water line", _R, "water:WaterLineTool", ("WL",), "A line along which water runs"),
    _tool(
        "underlay-scale",
        "Scale underlay",
        _R,
        "underlay:ScaleUnderlayTool",
        ("US",),
        "Make a picture or drawing as large as it is by two points and their distance",
    ),
    _tool(
        "underlay-move", "Move underlay", _R, "underlay:MoveUnderlayTool", ("UM",), "Put an underlay in place"
    ),
    _tool(
        "straighten",
        "Straighten picture",
        _R,
        "underlay:StraightenTool",
        ("ST",),
        "Set a photograph straight by the four corners of a rectangle on it",
    ),
    _tool("row", "Module row", _M, "row:RowTool", ("R", "ROW"), "Drag out a row of modules along the rails"),
    _tool("module", "Single module", _M, "module:ModuleTool", ("MO",), "Place modules one by one"),
    _tool("fill", "Fill surface", _M, "fill:FillTool", ("F",), "Fill a surface with rows, preview first"),
    _tool("remove", "Remove modules", _M, "presence:RemoveTool", ("RM",), "Take modules out of their rows"),
    _tool("restore", "Restore modules", _M, "presence:RestoreTool", ("RS",), "Bring removed modules back"),
    _tool("align", "Align rows", _M, "arrange:AlignTool", ("AL",), "Align rows to the one picked last"),
    _tool("distribute", "Distribute rows", _M, "arrange:DistributeTool", ("DS",), "Space rows evenly"),
    _tool(
        "inverter", "Inverter", _E, "inverter:InverterTool", ("I",), "Drag an inverter along its rail; pin it"
    ),
    _tool("pair", "Pair modules", _E, "pair:PairTool", ("PA",), "Choose the modules of one inverter by hand"),
    _tool("box", "Junction box", _E, "box:BoxTool", ("BX",), "Place a box that branches are fed into"),
    _tool("branch", "Branch", _E, "branch:BranchTool", ("B",), "Drag across inverters to make a branch"),
    _tool("waypoint", "Cable waypoint", _E, "waypoint:WaypointTool", ("WP",), "Lead a cable past a point"),
    _tool("bridge", "Bridge", _E, "bridge:BridgeTool", ("BR",), "A way for cable from surface to surface"),
    _tool(
        "serials",
        "Serial numbers",
        _E,
        "serials:SerialTool",
        ("SN",),
        "Scan or type the serial numbers of inverters in walking order",
    ),
    _tool("dimension", "Dimension", _A, "dimension:DimensionTool", ("D", "DIM"), "Draw a dimension"),
    _tool("text", "Text", _A, "text:TextTool", ("T", "DT"), "Write on the drawing"),
    _tool("measure", "Measure", _A, "measure:MeasureTool", ("DI",), "Measure lengths, angles and areas"),
)


def _action(
    name: str,
    title: str,
    group: Group,
    *aliases: str,
    shortcut: str = "",
    hint: str = "",
    icon: str = "",
    bar: bool = False,
) -> Command:
    return Command(
        name=name,
        title=title,
        group=group,
        aliases=aliases,
        shortcut=shortcut,
        hint=hint,
        icon=icon,
        bar=bar,
    )


ACTIONS = (
    _action("new", "New", Group.FILE, shortcut="Ctrl+N", icon="new", bar=True, hint="Start a new project"),
    _action("open", "Open…", Group.FILE, shortcut="Ctrl+O", icon="open", bar=True, hint="Open a project"),
    _action("save", "Save", Group.FILE, shortcut="Ctrl+S", icon="save", bar=True, hint="Save the project"),
    _action("save-as", "Save As…", Group.FILE, shortcut="Ctrl+Shift+S", hint="Save under another name"),
    _action(
        "import", "Import…", Group.FILE, hint="Add a drawing, roofs on a map, or a picture", icon="import"
    ),
    _action(
        "serials-import",
        "Import serial numbers…",
        Group.FILE,
        hint="Take serial numbers and DTUs over from a CSV file or workbook",
    ),
    _action(
        "serials-export",
        "Export serial numbers…",
        Group.FILE,
        hint="Write inverters, serial numbers and DTUs to a CSV file or workbook, to be filled and imported",
    ),
    _action(
        "serials-photo",
        "Read label photo…",
        Group.FILE,
        hint="Enter the serial number on a photographed label where one is asked for",
    ),
    _action(
        "export",
        "Export…",
        Group.FILE,
        shortcut="Ctrl+E",
        icon="export",
        hint="Write drawing, lists and papers to a folder",
    ),
    _action("quit", "Quit", Group.FILE, shortcut="Ctrl+Q"),
    _action("undo", "Undo", Group.EDIT, "U", shortcut="Ctrl+Z", icon="undo", bar=True),
    _action("redo", "Redo", Group.EDIT, shortcut="Ctrl+Y", icon="redo", bar=True),
    _action("clip-copy", "Copy to clipboard", Group.EDIT, shortcut="Ctrl+C"),
    _action("clip-paste", "Paste", Group.EDIT, shortcut="Ctrl+V"),
    _action("select-all", "Select all", Group.EDIT, "ALL", shortcut="Ctrl+A"),
    _action(
        "erase", "Delete", Group.EDIT, "E", "DEL", shortcut="Del", icon="erase", hint="Delete the selection"
    ),
    _action("lock", "Lock branch", Group.EDIT, "LO", icon="lock", hint="Keep the selected branch as it is"),
    _action(
        "unlock", "Unlock branch", Group.EDIT, "UL", icon="unlock", hint="Let the branch be planned anew"
    ),
    _action("branch-reverse", "Reverse feed", Group.EDIT, "RV", hint="Feed the branch from its other end"),
    _action("branch-middle", "Feed in the middle", Group.EDIT, "CF", hint="Feed the branch in its middle"),
    _action("branch-end", "Feed at the end", Group.EDIT, "EF", hint="Feed the branch at its end only"),
    _action("branch-join", "Join branches", Group.EDIT, "J", hint="Make one of the selected branches"),
    _action(
        "branch-replan",
        "Plan branches anew",
        Group.EDIT,
        "RB",
        hint="Let go the branches that are kept since the cable was changed",
    ),
    _action(
        "improve-stop",
        "Stop improving",
        Group.EDIT,
        "SI",
        shortcut="Ctrl+.",
        hint="Keep the best plan so far until an edit reaches its branches; the file keeps locked ones",
    ),
    _action(
        "unpin", "Unpin inverters", Group.EDIT, "UP", hint="Let the selected inverters find their places"
    ),
    _action(
        "zoom-extents",
        "Zoom extents",
        Group.VIEW,
        "Z",
        "ZE",
        shortcut="Ctrl+0",
        icon="zoom-extents",
        bar=True,
    ),
    _action("zoom-in", "Zoom in", Group.VIEW, "ZI", shortcut="Ctrl++", icon="zoom-in"),
    _action("zoom-out", "Zoom out", Group.VIEW, "ZO", shortcut="Ctrl+-", icon="zoom-out"),
    _action("zoom-selection", "Zoom to selection", Group.VIEW, "ZS", icon="zoom-selection"),
    _action("site-view", "Site view", Group.VIEW, "SV", shortcut="Ctrl+Shift+0", icon="site", bar=True),
    _action(
        "underlays", "Underlays…", Group.VIEW, "UN", icon="underlay", hint="Show, pale and remove underlays"
    ),
    _action(
        "next-panel",
        "Next panel",
        Group.VIEW,
        shortcut="F6",
        hint="Take the keys to the next panel, from the last one to the command line and the drawing",
    ),
    _action("aid-snap", "Object snap", Group.VIEW, "OS", shortcut="F3"),
    _action("aid-grid", "Grid", Group.VIEW, shortcut="F7"),
    _action("aid-ortho", "Ortho", Group.VIEW, shortcut="F8"),
    _action("aid-grid_snap", "Grid snap", Group.VIEW, shortcut="F9"),
    _action("aid-polar", "Polar", Group.VIEW, shortcut="F10"),
    _action("aid-tracking", "Tracking", Group.VIEW, shortcut="F11"),
    _action("aid-dynamic", "Input at the cursor", Group.VIEW, shortcut="F12"),
    _action(
        "settings", "Project settings…", Group.EDIT, "SET", icon="settings", hint="Products, rules, customer"
    ),
    _action("shortcuts", "Commands and shortcuts", Group.HELP, "?", "HELP", shortcut="F1"),
    _action("about", "About Trunkline", Group.HELP),
)

COMMANDS: tuple[Command, ...] = (*TOOLS, *ACTIONS)

SELECT = "select"
"""What goes on while no other tool is at work."""


def command_of(typed: str) -> Command | None:
    """The command with this name or alias, in any case; None when there is none."""
    return _BY_WORD.get(typed.strip().casefold())


def command_named(name: str) -> Command:
    """The command with a name that the program itself says; KeyError when there is none."""
    command = command_of(name)
    if command is None:
        raise KeyError(name)
    return command


def command_words() -> tuple[str, ...]:
    """All names and aliases that can be typed, for "did you mean": a blank confirms what stands before it."""
    return tuple(sorted(word for word in _BY_WORD if " " not in word))


def tool_of(command: Command) -> Tool:
    """A new tool for a command that has one."""
    module, name = command.tool.split(":")
    tool: Tool = getattr(import_module(f"designer.edit.tools.{module}"), name)()
    return tool


_BY_WORD = {
    word.casefold(): command
    for command in COMMANDS
    for word in (command.name, command.title, *command.aliases)
}
