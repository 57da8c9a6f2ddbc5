"""The list of serial numbers: what is entered, what is amiss, who reports to whom."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from designer.drawing.stations import Order, walk
from designer.edit.edits.dealing import Way
from designer.edit.edits.serials import set_gateways, set_serials
from designer.gui.docks.serials import SerialsDock
from designer.gui.serial_files import SerialFiles
from tests.gui.docks.hands import click_row, replan, settle
from tests.gui.recording import RecordingVoice

ONE, TWO = "10F773010101", "10D373010102"


def cell(panel: SerialsDock, key: str, title: str) -> str:
    column = next(n for n, one in enumerate(panel.model.columns) if one.title == title)
    return str(panel.model.index(panel.model.place_of(key), column).data())


def numbers(workspace, *serials: str) -> list[str]:
    names = list(walk(workspace.plan))
    workspace.edit("Numbers", set_serials, dict(zip(names, serials, strict=False)))
    replan(workspace)
    return names


def test_inverters_stand_in_walking_order_with_number_place_and_modules(workspace, shown) -> None:
    panel = shown(SerialsDock)
    names = numbers(workspace, "114391626801")
    settle()
    assert [row.station.inverter for row in panel.model.shown_rows()] == names
    first = workspace.plan.surfaces[0].inverters[0]
    assert cell(panel, names[0], "Serial number") == "114391626801"
    assert cell(panel, first.id, "Modules by input") == f"1: {first.modules[0]}  2: {first.modules[1]}"
    assert panel.said.text().startswith(f"1 of {len(names)} entered")
    panel.order.setCurrentIndex(1)
    assert [row.station.inverter for row in panel.model.shown_rows()] == list(
        walk(workspace.plan, Order.BRANCH)
    )


def test_a_number_is_shown_whole_however_narrow_the_panel(workspace, shown) -> None:
    panel = shown(SerialsDock)
    panel.resize(640, 200)
    workspace.edit("DTU", set_gateways, [ONE])
    numbers(workspace, "114391626801")
    panel.refresh()
    for title in ("Serial number", "DTU"):
        column = [one.title for one in panel.model.columns].index(title)
        index = panel.model.index(0, column)
        assert panel.view.columnWidth(column) >= panel.view._widths.needed(index)


def test_what_is_amiss_stands_beside_the_number(workspace, shown) -> None:
    panel = shown(SerialsDock)
    names = numbers(workspace, "114391626801", "99", "114391626801", "116491626801")
    settle()
    told = [cell(panel, name, "Remark") for name in names[:5]]
    assert told == ["on several inverters", "malformed", "on several inverters", "that of another model", ""]
    assert "4 to be checked" in panel.said.text()


def test_scan_begins_on_the_map_in_the_order_chosen_and_the_list_follows(workspace, shown) -> None:
    panel = shown(SerialsDock)
    panel.order.setCurrentIndex(1)
    panel.scan.click()
    settle()
    along = walk(workspace.plan, Order.BRANCH)
    assert workspace.editor.command.name == "serials"
    assert panel.view.selected_keys() == {along[0]}
    workspace.editor.enter("114391626801")
    settle()
    assert panel.view.selected_keys() == {along[1]}
    assert cell(panel, along[0], "Serial number") == "114391626801"
    panel.scan.click()
    settle()
    assert workspace.editor.command.name == "select"
    assert not panel.scan.isChecked()


def test_the_list_takes_the_order_that_was_typed(workspace, shown) -> None:
    panel = shown(SerialsDock)
    workspace.editor.start("serials")
    workspace.editor.enter("Branches")
    settle()
    assert panel.order.currentData() == Order.BRANCH
    along = walk(workspace.plan, Order.BRANCH)
    assert [panel.model.key(row) for row in range(len(along))] == list(along)


def test_a_double_click_asks_for_the_number_of_that_inverter(workspace, shown) -> None:
    panel = shown(SerialsDock)
    names = list(walk(workspace.plan))
    panel.view.opened.emit(names[3])
    settle()
    assert f" {names[3]}," in workspace.editor.prompt.text


def test_selected_inverters_report_to_a_chosen_gateway(workspace, shown) -> None:
    panel = shown(SerialsDock)
    assert not panel.reports.isEnabled()
    workspace.edit("Gateways", set_gateways, [ONE, TWO])
    names = numbers(workspace, "114391626801")
    settle()
    assert panel.reports.isEnabled()
    click_row(panel.view, names[1])
    panel.report([names[1]], TWO)
    settle()
    assert cell(panel, names[1], "DTU") == TWO
    assert workspace.session.undo_name == "Choose DTU"
    panel.report([names[1]], "")
    panel.clear([names[0]])
    assert (workspace.design.reports, workspace.design.serials) == ({}, {})


def test_inverters_are_shared_among_the_dtus_where_there_are_several(workspace, shown) -> None:
    panel = shown(SerialsDock)
    said: list[str] = []
    workspace.said.connect(said.append)
    panel.deal(Way.EVENLY)
    assert said[-1].startswith("the project has no DTU; add the serial numbers of two or more")
    workspace.edit("DTUs", set_gateways, [ONE, "10D373010102"])
    titles = [action.text() for action in panel.share.menu().actions()]
    assert titles == ["By branches, each whole", "By surfaces, each whole", "Evenly, row by row"]
    panel.share.menu().actions()[2].trigger()
    shares = list(workspace.design.reports.values())
    assert len(shares) == len(workspace.plan.inverters)
    assert abs(shares.count(ONE) - len(shares) / 2) < 1
    assert workspace.session.undo_name == "Share inverters among DTUs"
    panel.refresh()
    assert f"DTU {ONE} ({shares.count(ONE)}), 10D373010102 (" in panel.said.text()


def test_what_of_a_list_could_not_be_taken_is_told_line_by_line(
    workspace, shown, tmp_path: Path, preferences
) -> None:
    voice = RecordingVoice()
    names = list(walk(workspace.plan))
    file = tmp_path / "list.csv"
    file.write_text(f"Inverter,Serial number\n{names[0]},114391626801\nI99999,1\n")
    assert SerialFiles(workspace, voice, preferences).import_list(file)
    assert workspace.design.serials == {names[0]: "114391626801"}
    first, second = voice.told[-1].splitlines()
    assert first == "1 serial number read from list.csv. Left out:"
    assert second.startswith("line 3: there is no inverter 'I99999'")


def test_lists_and_photos_are_taken_in_and_bad_ones_told(
    workspace, shown, tmp_path: Path, preferences
) -> None:
    voice = RecordingVoice()
    files = SerialFiles(workspace, voice, preferences)
    names = list(walk(workspace.plan))
    voice.to_open = tmp_path / "list.csv"
    voice.to_open.write_text(f"Inverter,Serial number,DTU\n{names[0]},114391626801,{ONE}\n")
    assert files.import_list()
    assert workspace.design.serials == {names[0]: "114391626801"}
    assert workspace.design.settings.dtu_serials == (ONE,)
    assert workspace.session.undo_name == "Import serial numbers"
    voice.to_open.write_text("Inverter,Serial number\nI99999,1\n")
    assert not files.import_list()
    assert "there is no inverter 'I99999'" in voice.told[-1]
    assert not files.read_photo()
    assert "it is no picture" in voice.told[-1]


def test_a_photographed_number_is_entered_where_one_is_asked_for(workspace, tmp_path, preferences) -> None:
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode("114391626801", zxingcpp.BarcodeFormat.QRCode)
    photo = tmp_path / "label.png"
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6, add_quiet_zones=True)).save(photo)
    files = SerialFiles(workspace, RecordingVoice(), preferences)
    assert files.read_photo(photo)
    assert workspace.design.serials == {walk(workspace.plan)[0]: "114391626801"}


def test_the_buttons_are_commands_of_the_window(workspace, shown) -> None:
    panel = shown(SerialsDock)
    asked: list[str] = []
    for name in ("serials-photo", "serials-import", "serials-export"):
        workspace.editor.actions[name] = lambda name=name: asked.append(name)
    for button in panel.findChildren(QPushButton):
        if button.text() in ("Photo…", "Import…", "Export…"):
            button.click()
    assert asked == ["serials-photo", "serials-import", "serials-export"]


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list"])
def test_a_list_is_written_filled_elsewhere_and_taken_in(
    workspace, shown, tmp_path: Path, preferences, name: str
) -> None:
    voice = RecordingVoice()
    files = SerialFiles(workspace, voice, preferences)
    assert not files.export_list()
    names = numbers(workspace, "114391626801")
    voice.to_save = tmp_path / name
    assert files.export_list()
    workspace.edit("Clear", set_serials, dict.fromkeys(names, ""))
    assert files.import_list(next(tmp_path.iterdir()))
    assert workspace.design.serials == {names[0]: "114391626801"}
    assert not files.export_list(tmp_path / "list.ods")
    assert voice.told == ["list.ods: a list is CSV or XLSX; end the name in .csv or .xlsx."]


def test_a_list_named_without_an_ending_replaces_none_unasked(
    workspace, shown, tmp_path: Path, preferences
) -> None:
    """The system's dialog has asked about the name that was typed, and that file there was not."""
    voice = RecordingVoice()
    voice.to_save, voice.replace = tmp_path / "list", False
    numbers(workspace, "114391626801")
    (tmp_path / "list.xlsx").write_bytes(b"filled in on the roof")
    assert not SerialFiles(workspace, voice, preferences).export_list()
    assert (tmp_path / "list.xlsx").read_bytes() == b"filled in on the roof"
