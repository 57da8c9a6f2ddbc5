"""Serial numbers, gateways and DC inputs as JSON for other programs.

```
{"format": "trunkline-serials", "version": 1, "project", "customer", "date",
 "gateways": [{"serial", "inverters": [ids]}],
 "inverters": [{"number", "id", "maker", "model", "serial", "gateway", "surface", "row", "branch", "position",
                "channels": [{"input", "module", "maker", "model", "power_w"}]}]}
```

Numbers are those of the installation map; `position` counts from the branch's far end, from 1; what is not
known is null. Powers in W.
"""

import json
from collections.abc import Sequence
from typing import Any

from designer.core.model.catalog import Catalog
from designer.drawing.directory import Directory
from designer.drawing.stations import Channel, Station, stations

FORMAT, VERSION = "trunkline-serials", 1


def serials_json(directory: Directory, date: str = "") -> bytes:
    """The file; the same bytes for the same content."""
    design, catalog = directory.design, directory.catalog
    found = stations(directory)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "project": design.name,
        "customer": design.customer.name,
        "date": date or None,
        "gateways": _gateways(found, design.settings.dtu_serials),
        "inverters": [_inverter(catalog, one) for one in found],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _gateways(found: Sequence[Station], known: Sequence[str]) -> list[dict[str, Any]]:
    serials = dict.fromkeys((*known, *(one.gateway for one in found if one.gateway)))
    return [
        {"serial": serial, "inverters": [one.inverter for one in found if one.gateway == serial]}
        for serial in serials
    ]


def _inverter(catalog: Catalog, one: Station) -> dict[str, Any]:
    product = catalog.inverter(one.product)
    return {
        "number": one.number,
        "id": one.inverter,
        "maker": product.maker,
        "model": product.model,
        "serial": one.serial or None,
        "gateway": one.gateway or None,
        "surface": one.surface,
        "row": one.row or None,
        "branch": one.branch or None,
        "position": one.position or None,
        "channels": [_channel(catalog, channel) for channel in one.channels],
    }


def _channel(catalog: Catalog, channel: Channel) -> dict[str, Any]:
    if not channel.module:
        return {"input": channel.port, "module": None, "maker": None, "model": None, "power_w": None}
    product = catalog.module(channel.product)
    return {
        "input": channel.port,
        "module": channel.module,
        "maker": product.maker,
        "model": product.model,
        "power_w": channel.power_w,
    }
