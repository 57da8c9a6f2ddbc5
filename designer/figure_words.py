"""What a person reads for the figures of catalogue entries: words and unit for the name in the file."""

UNITS = {
    "ohm_per_km": "Ω/km",
    "pct_per_k": "%/K",
    "price_per_m": "per m",
    "kg_per_m": "kg/m",
    "mm": "mm",
    "nm": "N·m",
    "kg": "kg",
    "va": "VA",
    "pct": "%",
    "w": "W",
    "v": "V",
    "a": "A",
}

WORDS = {
    "power_w": "Peak power",
    "power_va": "Rated power",
    "length_mm": "Length",
    "voc_v": "Open-circuit voltage",
    "isc_a": "Short-circuit current",
    "vmp_v": "Voltage at peak power",
    "imp_a": "Current at peak power",
    "beta_voc_pct_per_k": "Change of voltage",
    "alpha_isc_pct_per_k": "Change of current",
    "gamma_p_pct_per_k": "Change of power",
    "frame_mm": "Frame height",
    "lead_plus_mm": "Lead, plus",
    "lead_minus_mm": "Lead, minus",
    "clamp_long.min_mm": "Clamps on the long side, from",
    "clamp_long.max_mm": "Clamps on the long side, to",
    "clamp_short.min_mm": "Clamps on the short side, from",
    "clamp_short.max_mm": "Clamps on the short side, to",
    "clamp_long": "Clamps on the long side",
    "clamp_short": "Clamps on the short side",
    "clamp_classes": "Clamps by load",
    "edge_long.min_mm": "Clamps on the long side along a rail, from",
    "edge_long.max_mm": "Clamps on the long side along a rail, to",
    "edge_short.min_mm": "Clamps on the short side along a rail, from",
    "edge_short.max_mm": "Clamps on the short side along a rail, to",
    "edge_long": "Clamps on the long side along a rail",
    "edge_short": "Clamps on the short side along a rail",
    "edge_support_mm": "Edge on a rail along it, at least",
    "shared.bearing_mm": "Edge of modules on a shared rail",
    "shared.usual": "Rows share rails",
    "boxes": "Boxes on the back",
    "mppts": "MPP trackers",
    "vdc_max_v": "Highest DC voltage",
    "idc_max_a": "Highest DC current",
    "isc_max_a": "Highest short-circuit current",
    "mppt_min_v": "MPP range, from",
    "mppt_max_v": "MPP range, to",
    "start_v": "Start voltage",
    "dc_lead_mm": "DC lead",
    "ac_lead_mm": "AC lead",
    "ohm_per_km": "Resistance",
    "ocpd_a": "Protective device",
    "kg_per_m": "Weight",
    "price_per_m": "Price",
    "stock": "Bars",
    "module_lead_mm": "Module leads",
    "module_frame_mm": "Frame height",
    "module_boxes": "Number of boxes on the back",
    "clamp_long_share": "Clamps on the long side at",
    "clamp_short_share": "Clamps on the short side at",
    "inverter_dc_lead_mm": "DC leads",
    "inverter_ac_lead_mm": "AC leads",
}


def figure_label(name: str) -> str:
    """Words for a figure's name: ``mount.screw_spacing_mm`` → ``Mount, screw spacing``."""
    if name in WORDS:
        return WORDS[name]
    plain = name.removesuffix(_suffix(name)).replace(".", ", ").replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def figure_unit(name: str) -> str:
    """The unit that a figure's name ends in; empty where it has none."""
    return UNITS.get(_suffix(name).removeprefix("_"), "")


def _suffix(name: str) -> str:
    """The end of a name that stands for its unit."""
    last = name.rpartition(".")[2]
    for unit in UNITS:
        if last == unit:
            return unit
        if last.endswith(f"_{unit}"):
            return f"_{unit}"
    return ""
