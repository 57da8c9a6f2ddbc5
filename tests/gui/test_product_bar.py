"""The product bar in windows of different widths."""

from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolBar

from designer.gui.window import MainWindow


def captions(window: MainWindow) -> list[str]:
    return [label.text() for label in window.products.findChildren(QLabel) if label.isVisible()]


def test_in_a_wide_window_each_product_has_its_caption(window: MainWindow) -> None:
    window.resize(1500, 800)
    QApplication.processEvents()
    assert captions(window) == ["Module", "Inverter", "Trunk", "Rail"]


def test_in_a_narrow_window_the_names_have_the_room_and_every_button_stays(window: MainWindow) -> None:
    window.resize(900, 640)
    QApplication.processEvents()
    assert captions(window) == []
    assert window.products.module.width() >= 56
    bar = next(one for one in window.findChildren(QToolBar) if one.objectName() == "main-bar")
    for name in ("settings", "export"):
        button = bar.widgetForAction(window.commands[name])
        assert button.isVisible()
        assert bar.rect().contains(button.geometry())


def test_cables_are_listed_by_wire_and_pitch_and_none_tells_its_pitch_twice(window: MainWindow) -> None:
    menu = QMenu()
    window.products._trunks(menu)
    texts = [action.text() for action in menu.actions()]
    assert len(texts) > 5
    assert all(text.count(" m") == 1 or "best pitch" in text for text in texts), texts
    pitches = [text for text in texts if "10 AWG" in text]
    assert [text.split(", ")[1].split(" m")[0] for text in pitches] == ["1", "2", "2.3", "3", "4.2"]
