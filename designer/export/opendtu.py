"""The inverter list of an OpenDTU, with names, and module powers per channel.

The format is that of OpenDTU's `config.json` as its source reads and writes it (tbnobody/OpenDTU,
src/Configuration.cpp, `ConfigurationClass::read` and `write`; limits in include/Configuration.h): an array
`inverters` of objects with `serial` (the hexadecimal number on the label as an unsigned whole number),
`name`, `order` and `channel`, an array of objects with `name`, `max_power` in whole W and
`yield_total_offset`. All that a file does not say is set to its default when OpenDTU reads it, its Wi-Fi too:
so the list is put into a backup of the device's own configuration; alone it is for whoever knows that.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from designer.core.errors import InputError
from designer.drawing.stations import Channel, Station
from designer.export.opendtu_shares import LENGTH

MOST_CHANNELS = 6
"""INV_MAX_CHAN_COUNT."""

NAME_BYTES, CHANNEL_BYTES = 31, 30
"""INV_MAX_NAME_STRLEN, and CHAN_MAX_NAME_STRLEN less the zero at its end."""


def opendtu_config(stations: Sequence[Station], backup: Mapping[str, Any] | None = None) -> bytes:
    """A configuration with these inverters: the backup's with another list, or the list alone.

    What the backup says of an inverter that stays, such as whether it is polled at night, is kept.
    """
    known = {_number(one): one for one in _entries(backup)}
    inverters = [_inverter(order, one, known) for order, one in enumerate(stations)]
    content = {**(backup or {}), "inverters": inverters}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def unlisted(stations: Sequence[Station], backup: Mapping[str, Any]) -> tuple[str, ...]:
    """A sentence for each inverter of a backup that would not be in the list. InputError as above."""
    listed = {int(one.serial, 16) for one in stations}
    return tuple(
        f"left out: {_called(entry)}, which the backup has and no inverter of the list"
        for entry in _entries(backup)
        if _number(entry) not in listed
    )


def _called(entry: Mapping[str, Any]) -> str:
    """An inverter of a backup by its number and name."""
    number, name = _number(entry), str(entry.get("name", "")).strip()
    serial = f"{number:0{LENGTH}X}" if number else "an entry without a serial number"
    return f"{serial} '{name}'" if name else serial


def _entries(backup: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The inverters of a backup. InputError where it is none."""
    entries = (backup or {}).get("inverters", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise InputError("its inverters are no list", remedy="choose a backup that OpenDTU made")
    return entries


def _number(entry: Mapping[str, Any]) -> int:
    serial = entry.get("serial", 0)
    return serial if isinstance(serial, int) and serial > 0 else 0


def _inverter(order: int, one: Station, known: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    serial = int(one.serial, 16)
    before = known.get(serial, {})
    offsets = [channel.get("yield_total_offset", 0.0) for channel in _channels(before)]
    offsets += [0.0] * MOST_CHANNELS
    name = " ".join(part for part in (one.inverter, one.seat, one.surface) if part)
    return {
        **before,
        "serial": serial,
        "name": within(name, NAME_BYTES),
        "order": order,
        "channel": [
            _channel(channel, offset)
            for channel, offset in zip(one.channels[:MOST_CHANNELS], offsets, strict=False)
        ],
    }


def _channels(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    channels = entry.get("channel", [])
    return [one for one in channels if isinstance(one, dict)] if isinstance(channels, list) else []


def _channel(channel: Channel, offset: float) -> dict[str, Any]:
    return {
        "name": within(channel.module, CHANNEL_BYTES),
        "max_power": round(channel.power_w),
        "yield_total_offset": offset,
    }


def within(text: str, most: int) -> str:
    """As much of a text as so many bytes hold, no letter cut in two."""
    return text.encode()[:most].decode(errors="ignore").rstrip()
