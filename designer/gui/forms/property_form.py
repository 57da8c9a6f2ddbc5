"""A form whose entries become edits of the open project."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.errors import TrunklineError
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Section
from designer.edit.properties.quantities import Value
from designer.edit.properties.sheet import changed
from designer.gui.forms.form import Form
from designer.gui.workspace import Workspace


def facts_of(workspace: Workspace) -> Facts:
    """What properties are read from now."""
    return Facts(workspace.design, workspace.catalog, workspace.plan, workspace.editor.view)


class PropertyForm(QWidget):
    """Properties of things of the project; every entry is one step, or a problem said there."""

    def __init__(
        self,
        workspace: Workspace,
        sections: Callable[[Facts], Sequence[Section]],
        *,
        titles: bool = True,
        groups: bool = True,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._sections = sections
        self.form = Form(self._entered, titles=titles, groups=groups)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def refresh(self) -> None:
        """Show the properties as they are now."""
        facts = facts_of(self._workspace)
        self.form.show_sections(self._sections(facts), facts)

    def _entered(self, section: Section, field: Field, value: Value) -> None:
        """Take over what was entered, or say what is wrong with it and leave everything as it was."""
        try:
            design = changed(facts_of(self._workspace), section, field, value)
            self._workspace.session.commit(section.step_name(field), design)
        except (TrunklineError, ValueError) as problem:
            self.form.set_problem(section, field, _sentence(problem, section, field))
            return
        self.form.settle(section, field)
        self.refresh()


def _sentence(problem: Exception, section: Section, field: Field) -> str:
    """What is wrong in the words of the form; the thing itself is named only where there are several."""
    if not isinstance(problem, TrunklineError):
        return f"{str(problem).rstrip('.')}."
    own = len(section.ids) == 1 and problem.where.endswith(section.ids[0])
    where = f"{problem.where}: " if problem.where and not own else ""
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    text = f"{where}{problem.what.replace(field.key, field.label)}{remedy}."
    return text[:1].upper() + text[1:]
