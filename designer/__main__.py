"""The program's entry: today the command line, which imports no window."""

from designer.cli.app import trunkline


def main() -> None:
    """Run the command line; exits the process with the command's exit code."""
    trunkline.main(prog_name="trunkline")


if __name__ == "__main__":
    main()
