"""Which gateway (DTU) an inverter reports to."""

from designer.core.model.design import Design


def gateway_of(design: Design, inverter: str) -> str:
    """The serial number of the gateway that an inverter reports to; empty where none is chosen.

    Where the project has one gateway, all report to it.
    """
    gateways = design.settings.dtu_serials
    if inverter in design.reports:
        return design.reports[inverter]
    return gateways[0] if len(gateways) == 1 else ""


def gateway_number(design: Design, inverter: str) -> int:
    """The place of that gateway among several, from 1; 0 where there is one or none, or none is chosen."""
    gateways = design.settings.dtu_serials
    gateway = gateway_of(design, inverter)
    return gateways.index(gateway) + 1 if len(gateways) > 1 and gateway in gateways else 0
