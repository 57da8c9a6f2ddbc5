"""A monkey at the window: random but repeatable mouse, keys, commands, panels, products and projects.

Every step is told as one line, so that a failure names what led to it. After each step the monkey asserts
that nothing was raised, that Qt complained of nothing and that the design can be saved.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from designer.core.model.validate import check_design
from designer.edit.commands import ACTIONS, TOOLS
from designer.edit.edits.products import set_products
from designer.edit.edits.removing import remove_things
from designer.edit.picking.model import Kind
from designer.edit.session import Session
from designer.edit.view import ViewKind
from designer.gui.panels import PANELS
from designer.gui.theme import Appearance, set_appearance
from designer.gui.voice import Answer
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from designer.io.examples import example_names, example_path
from tests.gui.hands import wait
from tests.gui.recording import RecordingVoice

GARBAGE = (
    "1e999", "-1e999", "nan", "inf", "@<", "@", "'''", '12\'6"', "@1e308,1e308", "0", "-0", "-5000",
    "1e-9", "999999999999", "@100<", "@<45", "@1000<45", "0,0", ",", ",,", "1,2,3", "3.5m", "-3m", "<90",
    "5000", "@0,0", "x" * 3000, "日本語 ☃ \U0001f600", "\u202e\u0000abc", "S", "C", "close", "U", "W",
    "50%", "1/0", "-", "--", "é", "2500 x 1200", "2500,1200", "100000000,100000000", "@3000,0", "@0,3000",
    "@-3000,0", "1500", "ZE", "?", "L", "9999999", "-9999999,5", "6,4", "1200,800", "@500<90",
)  # fmt: skip
"""What people and cats type."""

KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Up,
    Qt.Key.Key_F3,
    Qt.Key.Key_F8,
    Qt.Key.Key_F9,
    Qt.Key.Key_F12,
)
HELD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
SIZES = ((1280, 800), (1440, 900), (900, 600), (1366, 768), (300, 200), (1900, 1000))
LEFT = Qt.MouseButton.LeftButton

LEAVING = {"quit"}
"""Actions that end the story."""


class Monkey:
    """Drives one window by a seed. `complaints` tells what was raised or said by Qt; it stays empty."""

    def __init__(
        self,
        window: MainWindow,
        voice: RecordingVoice,
        folder: Path,
        seed: int,
        complaints: Callable[[], str],
    ) -> None:
        self.window, self.voice, self.folder = window, voice, folder
        self.random = random.Random(seed)
        self.complaints = complaints
        self.told: list[str] = [f"seed {seed}"]
        voice.answer = Answer.DISCARD
        voice.folder = folder
        self._closer = QTimer()
        self._closer.setInterval(20)
        self._closer.timeout.connect(close_popups)
        self._closer.start()
        self._acts = [
            (act, weight)
            for act, weight in (
                (self.start_tool, 12),
                (self.click, 22),
                (self.drag, 14),
                (self.type_garbage, 12),
                (self.press_keys, 12),
                (self.run_action, 8),
                (self.undo_some, 6),
                (self.look_elsewhere, 4),
                (self.delete_surface, 1),
                (self.change_products, 2),
                (self.replace_catalog, 1),
                (self.panel, 4),
                (self.resize, 1),
                (self.theme, 1),
                (self.zoom, 4),
                (self.poke_panel, 8),
                (self.poke_dialog, 2),
                (self.replace_project, 1),
                (self.drop_file, 1),
                (self.layers, 2),
                (self.select_things, 5),
                (self.double_or_right_click, 4),
            )
        ]

    def stop(self) -> None:
        self._closer.stop()

    # The run

    def run(self, steps: int) -> None:
        acts, weights = zip(*self._acts, strict=True)
        for number in range(steps):
            act = self.random.choices(acts, weights)[0]
            self.told.append(f"{number}: {act.__name__}")
            act()
            QApplication.processEvents()
            self.check()
            if number % 10 == 9:
                self.settle()
            if number % 20 == 19:
                self.check_history()
        self.settle()
        self.check_history()

    def note(self, *given: object) -> None:
        self.told[-1] += " " + " ".join(str(one)[:60] for one in given)

    def check(self) -> None:
        complaint = self.complaints()
        assert not complaint, f"{complaint}\n{self.story()}"
        design, catalog = self.window.workspace.design, self.window.workspace.catalog
        check_design(design, catalog)
        view = self.window.workspace.editor.view
        surfaces = {surface.id for surface in design.surfaces}
        assert view.kind is not ViewKind.SURFACE or view.surface in surfaces, f"{view}\n{self.story()}"

    def settle(self) -> None:
        space = self.window.workspace
        for _ in range(3000):
            if not space.is_planning:
                break
            wait(10)
        assert not space.is_planning, self.story()
        if space.state is PlanState.FAILED:
            assert space.failure.endswith((".", "?")), f"{space.failure}\n{self.story()}"
            assert "the planner failed" not in space.failure, self.story()
        self.check()

    def check_history(self) -> None:
        """Undo of everything and redo of everything come back to the very same Design."""
        session = self.window.workspace.session
        last, at = session.design, session._at
        revisions = [one.design for one in session._revisions]
        while self._go(session, session.undo, revisions):
            pass
        assert session.design is revisions[0], self.story()
        while session._at < at:
            assert self._go(session, session.redo, revisions), self.story()
        assert session.design is last, self.story()
        self.check()

    def _go(self, session: Session, step: Callable[[], bool], revisions: Sequence[object]) -> bool:
        went = step()
        assert session.design is revisions[session._at], self.story()
        return went

    def story(self) -> str:
        return "\n".join(self.told[:1] + self.told[-40:])

    # Places

    def pixel(self) -> QPoint:
        """A place of the canvas, most often at a thing."""
        canvas = self.window.canvas
        if self.random.random() < 0.6:
            place = self._thing()
            if place is not None:
                pixel = canvas.viewport.to_px(place).toPoint()
                pixel += QPoint(self.random.randint(-6, 6), self.random.randint(-6, 6))
                if canvas.rect().contains(pixel):
                    return pixel
        return QPoint(
            self.random.randrange(max(canvas.width(), 1)), self.random.randrange(max(canvas.height(), 1))
        )

    def _thing(self) -> tuple[float, float] | None:
        """A place on a random thing of the view."""
        scenery = self.window.workspace.editor.picker._scenery
        layer = scenery.layer(self.random.choice(list(Kind)))
        if not len(layer.geometry):
            return None
        shape = layer.geometry[self.random.randrange(len(layer.geometry))]
        x0, y0, x1, y1 = shape.bounds
        return (self.random.uniform(x0, x1), self.random.uniform(y0, y1))

    def _ids(self) -> set[str]:
        from designer.edit.picking.objects import existing_ids

        return set(existing_ids(self.window.workspace.design, self.window.workspace.plan))

    # Acts

    def start_tool(self) -> None:
        tool = self.random.choice(TOOLS)
        self.note(tool.name)
        self.window.commands[tool.name].trigger()

    def click(self) -> None:
        canvas, pixel, held = self.window.canvas, self.pixel(), self.random.choice(HELD)
        self.note(pixel.toTuple(), held)
        QTest.mouseMove(canvas, pixel)
        QTest.mouseClick(canvas, LEFT, held, pixel)

    def double_or_right_click(self) -> None:
        canvas, pixel = self.window.canvas, self.pixel()
        which = self.random.choice(("double", "right", "middle", "double middle"))
        self.note(which, pixel.toTuple())
        if which == "double":
            QTest.mouseDClick(canvas, LEFT, pos=pixel)
        elif which == "right":
            QTest.mouseClick(canvas, Qt.MouseButton.RightButton, pos=pixel)
        elif which == "middle":
            QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=pixel)
            QTest.mouseMove(canvas, self.pixel())
            QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=pixel)
        else:
            QTest.mouseDClick(canvas, Qt.MouseButton.MiddleButton, pos=pixel)

    def drag(self) -> None:
        canvas, held = self.window.canvas, self.random.choice(HELD)
        start = self.pixel()
        way = [self.pixel() for _ in range(self.random.randint(1, 4))]
        interrupt = self.random.choice((None,) * 6 + ("escape", "undo", "view", "delete"))
        self.note(start.toTuple(), [one.toTuple() for one in way], held, interrupt)
        QTest.mouseMove(canvas, start)
        QTest.mousePress(canvas, LEFT, held, start)
        for pixel in way:
            self._moved(pixel, held)
            QApplication.processEvents()
        if interrupt == "escape":
            QTest.keyClick(canvas, Qt.Key.Key_Escape)
        elif interrupt == "undo":
            self.window.commands["undo"].trigger()
        elif interrupt == "view":
            self.look_elsewhere()
        elif interrupt == "delete":
            self.delete_surface()
        QTest.mouseRelease(canvas, LEFT, held, way[-1])

    def _moved(self, pixel: QPoint, held: Qt.KeyboardModifier) -> None:
        """A move with the left button held, which QTest does not tell."""
        from PySide6.QtGui import QMouseEvent

        canvas = self.window.canvas
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(pixel),
            QPointF(canvas.mapToGlobal(pixel)),
            Qt.MouseButton.NoButton,
            LEFT,
            held,
        )
        QApplication.sendEvent(canvas, event)

    def type_garbage(self) -> None:
        text = self.random.choice(GARBAGE)
        box = self.window.command_line.line
        self.note(repr(text))
        if self.random.random() < 0.5 and len(text) < 100:
            self.window.canvas.setFocus()
            QTest.keyClicks(self.window.canvas, "".join(letter for letter in text if 31 < ord(letter) < 127))
            focus = QApplication.focusWidget() or self.window.canvas
            QTest.keyClick(focus, Qt.Key.Key_Return)
            return
        box.setFocus()
        box.setText(text)
        QTest.keyClick(box, self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab)))

    def press_keys(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            key, held = self.random.choice(KEYS), self.random.choice(HELD)
            self.note(key.name)
            target = self.random.choice(
                (self.window.canvas, QApplication.focusWidget() or self.window.canvas)
            )
            QTest.keyClick(target, key, held)

    def run_action(self) -> None:
        action = self.random.choice([one for one in ACTIONS if one.name not in LEAVING])
        self.note(action.name)
        self.voice.to_save = self.folder / f"saved {self.random.randrange(3)}.trunkline"
        example = self.random.choice(list(example_names()))
        self.voice.to_open = self.folder / f"{example}.trunkline"
        self.voice.to_open.write_bytes(example_path(example).read_bytes())
        if action.name in ("new", "open") and self.random.random() < 0.7:
            return
        self.window.commands[action.name].trigger()

    def undo_some(self) -> None:
        for _ in range(self.random.randint(1, 5)):
            self.window.commands[self.random.choice(("undo", "undo", "redo"))].trigger()

    def look_elsewhere(self) -> None:
        switcher = self.window.switcher
        at = self.random.randrange(switcher.count())
        self.note("view", at)
        switcher.setCurrentIndex(at)
        switcher.activated.emit(at)

    def delete_surface(self) -> None:
        space = self.window.workspace
        if len(space.design.surfaces) > 1 or self.random.random() < 0.2:
            if not space.design.surfaces:
                return
            gone = self.random.choice(space.design.surfaces).id
            self.note("without", gone)
            space.edit("Delete", lambda design: remove_things(design, space.plan, {gone}).design)

    def change_products(self) -> None:
        space = self.window.workspace
        catalog = space.catalog
        inverter = self.random.choice(catalog.inverters)
        chosen: dict[str, str | None] = self.random.choice(
            (
                {"module": self.random.choice(catalog.modules).id},
                {"rail": self.random.choice(catalog.rails).id},
                {"inverter": inverter.id, "family": self.random.choice(inverter.families), "trunk": None},
            )
        )
        self.note(chosen)
        space.edit("Change product", lambda design: set_products(design, **chosen))

    def replace_catalog(self) -> None:
        catalog = self.window.workspace.catalog
        self.window.workspace.replace_catalog(replace(catalog))

    def panel(self) -> None:
        name = self.random.choice(PANELS).name
        if self.random.random() < 0.25:
            self.note("toggle", name)
            self.window.stacks.docks[name].toggleViewAction().trigger()
        else:
            self.note("show", name)
            self.window.stacks.show(name)

    def resize(self) -> None:
        size = self.random.choice(SIZES)
        self.note(size)
        self.window.resize(*size)

    def theme(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        set_appearance(application, self.random.choice((Appearance.LIGHT, Appearance.DARK)))

    def zoom(self) -> None:
        canvas = self.window.canvas
        for _ in range(self.random.choice((1, 2, 40))):
            at, turn = QPointF(self.pixel()), self.random.choice((-120, 120, 120, 1200, -1200))
            event = QWheelEvent(
                at,
                QPointF(canvas.mapToGlobal(at.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(canvas, event)
        if self.random.random() < 0.7:
            self.window.commands["zoom-extents"].trigger()

    def poke_panel(self) -> None:
        name = self.random.choice(PANELS).name
        panel = self.window.stacks.show(name)
        QApplication.processEvents()
        self.note(name)
        self._poke(panel)

    def poke_dialog(self) -> None:
        dialog = self.random.choice(
            (self.window.show_settings, self.window.show_export, self.window.show_shortcuts)
        )()
        QApplication.processEvents()
        self.note(type(dialog).__name__)
        for _ in range(4):
            self._poke(dialog)
        if self.random.random() < 0.8:
            dialog.close()

    def _poke(self, inside: QWidget) -> None:
        kinds = (QLineEdit, QAbstractButton, QComboBox, QAbstractItemView)
        found = [
            one for kind in kinds for one in inside.findChildren(kind) if one.isVisible() and one.isEnabled()
        ]
        if not found:
            at = QPoint(
                self.random.randrange(max(inside.width(), 1)), self.random.randrange(max(inside.height(), 1))
            )
            QTest.mouseClick(inside, LEFT, pos=at)
            return
        widget = self.random.choice(found)
        self.note("poke", type(widget).__name__, widget.accessibleName() or widget.objectName())
        if isinstance(widget, QLineEdit):
            widget.setFocus()
            widget.selectAll()
            text = self.random.choice(GARBAGE)[:200]
            self.note(repr(text))
            widget.insert(text)
            QTest.keyClick(widget, self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)))
        elif isinstance(widget, QAbstractItemView):
            self._poke_view(widget)
        elif isinstance(widget, QComboBox):
            if widget.count():
                at = self.random.randrange(widget.count())
                widget.setCurrentIndex(at)
                widget.activated.emit(at)
        elif isinstance(widget, QCheckBox):
            widget.click()
        else:
            self.note(widget.text()[:20])
            QTest.mouseClick(widget, LEFT)

    def _poke_view(self, view: QAbstractItemView) -> None:
        model = view.model()
        rows = model.rowCount() if model is not None else 0
        port = view.viewport()
        if rows:
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
            index = model.index(self.random.randrange(rows), self.random.randrange(columns))
            view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
            at = view.visualRect(index).center()
        else:
            at = port.rect().center()
        which = self.random.choice(("click", "double", "key", "context"))
        self.note(which, at.toTuple())
        if which == "click":
            QTest.mouseClick(port, LEFT, self.random.choice(HELD), at)
        elif which == "double":
            QTest.mouseClick(port, LEFT, pos=at)
            QTest.mouseDClick(port, LEFT, pos=at)
        elif which == "context":
            view.customContextMenuRequested.emit(at)
        else:
            keys = (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_F2)
            QTest.keyClick(view, self.random.choice(keys))

    def replace_project(self) -> None:
        if self.random.random() < 0.3:
            self.note("new")
            self.window.documents.new()
        else:
            name = self.random.choice([one for one in example_names() if "hall" not in one])
            self.note(name)
            self.window.documents.open_example(name)

    def drop_file(self) -> None:
        file = self.folder / "garbage.trunkline"
        file.write_text(self.random.choice(GARBAGE), encoding="utf-8")
        before = len(self.voice.told)
        design = self.window.workspace.design
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
        )
        self.window.dropEvent(event)
        wait(5)
        assert len(self.voice.told) == before + 1, self.story()
        assert self.window.workspace.design is design, self.story()

    def layers(self) -> None:
        from designer.drawing.layers import LayerName

        some = frozenset(self.random.sample(list(LayerName), self.random.randint(0, 4)))
        if self.random.random() < 0.5:
            self.window.workspace.set_hidden_layers(some)
        else:
            self.window.workspace.set_locked_layers(some)
        if self.random.random() < 0.7:
            self.window.workspace.set_hidden_layers(())
            self.window.workspace.set_locked_layers(())

    def select_things(self) -> None:
        ids = sorted(self._ids())
        chosen = self.random.sample(ids, min(len(ids), self.random.choice((1, 1, 2, 5, 50))))
        self.note(chosen[:6])
        self.window.workspace.select(chosen)


def close_popups() -> None:
    """Menus and lists that pop up would wait for a person for ever."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    modal = QApplication.activeModalWidget()
    if isinstance(modal, QFileDialog | QDialog):
        modal.close()
