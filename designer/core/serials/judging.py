"""What is amiss with serial numbers: missing, twice, malformed, of another model, of a gateway.

Only a number that two inverters share is an error; what lists of prefixes know is never the last word.
"""

from collections.abc import Iterator, Mapping, Sequence

from designer.core.findings import Finding, error, note, warning
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.design import Design
from designer.core.model.plan import PlacedInverter
from designer.core.model.serial_format import SerialFormat
from designer.core.serials.reading import format_of, plain_serial
from designer.core.serials.reports import gateway_of


def serial_findings(
    design: Design, catalog: Catalog, inverters: Sequence[PlacedInverter]
) -> Iterator[Finding]:
    """Findings on the serial numbers of inverters and gateways, and on who reports to whom."""
    noted = {name: plain_serial(text) for name, text in design.serials.items() if plain_serial(text)}
    there = {inverter.id for inverter in inverters}
    for name in sorted(set(design.serials) - there):
        yield warning("serial-without-inverter", name)
    yield from _twice(noted)
    for inverter in inverters:
        if inverter.id in noted:
            yield from judge_serial(catalog, inverter, noted[inverter.id])
    yield from _missing(noted, inverters)
    yield from _gateways(design, catalog, inverters)
    yield from _reports(design, inverters)


def judge_serial(catalog: Catalog, inverter: PlacedInverter, serial: str) -> Iterator[Finding]:
    """What is amiss with the number of one inverter, taken by itself; `serial` is plain."""
    product = catalog.inverter(inverter.product)
    form = format_of(catalog, product)
    if form is None:
        return
    if not form.holds(serial):
        yield _malformed("serial-malformed", inverter.id, serial, form)
        return
    yield from _prefix(inverter, product, form, serial)


def _prefix(
    inverter: PlacedInverter, product: Inverter, form: SerialFormat, serial: str
) -> Iterator[Finding]:
    if serial.startswith(product.serial_prefixes):
        return
    gateway, other = _kind(form.gateways, serial), _kind(form.inverters, serial)
    if gateway:
        yield warning("serial-of-gateway", inverter.id, serial=serial, what=gateway)
    elif other and product.serial_prefixes:
        yield warning("serial-of-other-model", inverter.id, product.id, serial=serial, what=other)
    elif not other:
        yield warning("serial-prefix-unknown", inverter.id, product.id, serial=serial)


def _kind(kinds: Mapping[str, str], serial: str) -> str:
    """The kind of unit by the longest beginning that is known; empty where none is."""
    known = [prefix for prefix in kinds if serial.startswith(prefix)]
    return kinds[max(known, key=len)] if known else ""


def _malformed(code: str, subject: str, serial: str, form: SerialFormat) -> Finding:
    return warning(
        code,
        subject,
        serial=serial,
        maker=form.maker,
        characters=form.length,
        has=len(serial),
        strange=_strange(serial, form),
    )


def _strange(serial: str, form: SerialFormat) -> str:
    """The characters that no number of a maker has; empty where it is only too long or too short."""
    found = dict.fromkeys(one for one in serial if one not in form.characters)
    return f", among them {' '.join(found)}" if found else ""


def _twice(noted: Mapping[str, str]) -> Iterator[Finding]:
    names: dict[str, list[str]] = {}
    for name in sorted(noted):
        names.setdefault(noted[name], []).append(name)
    for serial, own in sorted(names.items()):
        if len(own) > 1:
            yield error("serial-twice", *own, serial=serial)


def _missing(noted: Mapping[str, str], inverters: Sequence[PlacedInverter]) -> Iterator[Finding]:
    """Nothing is missing before the first number is entered: until then there is only a plan."""
    missing = [inverter.id for inverter in inverters if inverter.id not in noted]
    if missing and len(missing) < len(inverters):
        yield note("serials-missing", *missing, missing=len(missing), inverters=len(inverters))


def _gateways(design: Design, catalog: Catalog, inverters: Sequence[PlacedInverter]) -> Iterator[Finding]:
    makers = {catalog.inverter(name).maker for name in dict.fromkeys(one.product for one in inverters)}
    forms = [form for form in catalog.serials if form.maker in makers and form.gateways]
    serials = [plain_serial(text) for text in design.settings.dtu_serials]
    for serial in sorted({one for one in serials if serials.count(one) > 1}):
        yield warning("gateway-twice", serial)
    for serial in dict.fromkeys(serials):
        if forms and not any(_is_gateway(form, serial) for form in forms):
            yield _strange_gateway(forms[0], serial)


def _is_gateway(form: SerialFormat, serial: str) -> bool:
    return form.holds(serial) and bool(_kind(form.gateways, serial))


def _strange_gateway(form: SerialFormat, serial: str) -> Finding:
    if not form.holds(serial):
        return _malformed("gateway-malformed", serial, serial, form)
    inverter = _kind(form.inverters, serial)
    if inverter:
        return warning("gateway-is-inverter", serial, what=inverter)
    return warning("gateway-prefix-unknown", serial, maker=form.maker)


def _reports(design: Design, inverters: Sequence[PlacedInverter]) -> Iterator[Finding]:
    gateways = {plain_serial(text) for text in design.settings.dtu_serials}
    there = {inverter.id for inverter in inverters}
    for name, gateway in sorted(design.reports.items()):
        if name not in there:
            yield warning("report-without-inverter", name, gateway=gateway)
        elif plain_serial(gateway) not in gateways:
            yield warning("report-without-gateway", name, gateway=gateway)
    open_ = [inverter.id for inverter in inverters if not gateway_of(design, inverter.id)]
    if len(gateways) > 1 and open_:
        yield note("reports-open", *open_, gateways=len(gateways), missing=len(open_))
