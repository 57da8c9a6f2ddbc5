"""The command `trunkline`: one group whose commands are imported only when they are asked for."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from designer import __version__
from designer.cli.voice import ending_of

_COMMANDS = {
    "new": ("designer.cli.new:new_command", "Make a project from surfaces and products given as options."),
    "import": (
        "designer.cli.importing:import_command",
        "Make a project from roofs on a map, drawings or pictures.",
    ),
    "plan": ("designer.cli.planning:plan_command", "Plan a project and print the summary."),
    "check": ("designer.cli.checking:check_command", "Plan a project and print its findings."),
    "explain": (
        "designer.cli.explaining:explain_command",
        "Say why the branches of a plan are as they are.",
    ),
    "export": ("designer.cli.exporting:export_command", "Write drawing, lists and papers of a project."),
    "serials": (
        "designer.cli.serials:serials_command",
        "Print serial numbers and what is amiss; take over lists and photos.",
    ),
    "picture": ("designer.cli.picturing:picture_command", "Draw a sheet, or a view of one, as SVG or PNG."),
    "layers": ("designer.cli.sheet_data:layers_command", "List layer presets, or print one to change it."),
    "sheets": ("designer.cli.sheet_data:sheets_command", "List sheet templates, or print one to change it."),
    "labels": ("designer.cli.sheet_data:labels_command", "List sheets of labels, or print one to change it."),
    "demo": ("designer.cli.demo:demo_command", "Plan and export a bundled example."),
    "compare": ("designer.cli.comparing:compare_command", "Compare ways to fill the roof of a project."),
    "fill": ("designer.cli.fill:fill_command", "Fill roof faces with modules, without a project."),
    "cut": ("designer.cli.cut:cut_command", "Cut pieces from stock, without a project."),
    "stock": ("designer.cli.stock:stock_group", "The shelf of offcuts that all projects share."),
    "catalog": ("designer.cli.catalog:catalog_group", "Look into the catalogue and add to it."),
}
"""Name on the command line: where the command lives and what it does, in the order of the help."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and turns every failure into one sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of all commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command; None for a name that is not in the table."""
        if cmd_name not in _COMMANDS:
            return None
        module_name, attribute = _COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module_name), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands from the table, so that the help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - click's signature; it is never left to click
        **extra: Any,
    ) -> NoReturn:
        """Run a command line and leave by SystemExit, with the exit codes of `designer.cli.voice`."""
        given = list(sys.argv[1:] if args is None else args)
        for stream in (sys.stdout, sys.stderr):
            _write_what_the_terminal_can(stream)
        try:
            code = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
        except SystemExit:
            raise
        except BaseException as failure:
            ending = ending_of(failure, debug="--debug" in given)
            if ending.message:
                click.echo(ending.message, err=True)
            sys.exit(ending.code)
        sys.exit(code if isinstance(code, int) else 0)


def _write_what_the_terminal_can(stream: object) -> None:
    """Let a terminal without our letters show question marks instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Without a command, or with a project file alone, the window opens. Every command explains itself "
    "with --help. Lengths may be typed like 3500, 3.5m or 12'6\".",
)
@click.version_option(__version__, prog_name="trunkline")
@click.option("--debug", is_flag=True, help="Print the traceback of an internal error.")
@click.pass_context
def trunkline(ctx: click.Context, debug: bool) -> None:  # noqa: ARG001 - read by LazyGroup.main
    """Plan photovoltaic roofs with microinverters: rows on rails, trunk cable, drawing and cut lists."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
