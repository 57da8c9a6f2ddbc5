"""How much a foreign file may hold: every limit of every reader, in one place.

A file that goes beyond is refused before time or memory is spent on it: bytes before anything is read, signs
in the raw bytes before anything is parsed, counts while it is parsed. The figures are such that a file just
within them is read, or refused for another reason, with less than 500 MB, and a refusal takes less than 2 s
(docs/reliability.md has what was measured). Limits of DXF, PDF and pictures stand beside what they guard, in
`designer.io`, since they follow from the libraries that read them.
"""

# Projects, and everything else in JSON

PROJECT_BYTES = 64 * 1024 * 1024
"""100,000 modules take 4 MB; the rest is for pictures that are traced, which are kept inside."""

AUTOSAVE_BYTES = PROJECT_BYTES + 64 * 1024
"""A project with a line before it."""

JSON_VALUES = 1_200_000
"""Values of a JSON text. 100,000 modules are 300,000, and 300,000 points of underlays 900,000. A file of
empty lists takes 64 bytes of memory for each of its three bytes, so bytes alone are no limit."""

FOREIGN_NAMES = 1_000
"""Different names of fields that the program does not know; each is compared with all known names."""

MOST_THINGS = 120_000
"""Things with an id in a project: five times those of the largest roof that is planned."""

MOST_SURFACES = 1_000
"""Surfaces of a project. A map of a town has more; buildings are chosen from it."""

MOST_CORNERS = 2_000
"""Corners of one outline. A dome that a CAD has made of straight parts of 50 mm has a thousand."""

LONGEST_NOTE = 5_000
"""Characters of a text on a drawing: two pages."""

MOST_UNDERLAY_POINTS = 300_000
"""Points of all underlays of a project together."""

MOST_PICTURES_PX = 300_000_000
"""Pixels of all pictures of a project together: a dozen of the largest that are made on import."""

STOCK_BYTES = 16 * 1024 * 1024
BACKUP_BYTES = 1_000_000
"""Configuration of an OpenDTU: some kilobytes; the whole device has 4 MB."""

LOCK_BYTES = 4096

CLIP_BYTES = 16 * 1024 * 1024
"""20,000 modules take some 1 MB; more than this comes from elsewhere."""

MOST_WATER_POINTS = 1_000
"""Points of all water lines of a surface."""

MOST_OFFCUTS = 3_000
"""Pieces of a shelf that a project is planned with; three times as many take a minute to be cut from."""

MOST_OVERLAPS = 5_000
"""Overlaps that are told of a surface; a thousand modules on one another have half a million."""

# Geometry that grows by the product of what is drawn

MOST_MEETINGS = 200_000
"""Obstacles of a map by the roof faces that each may lie on."""

MOST_CROSSINGS = 40_000
"""Places where lines of a drawing meet or cross, among which rings are looked for. A thousand lines across a
thousand others would make a million faces and take 3 GB."""

# Maps

GEOJSON_BYTES = 64_000_000
GEOJSON_POSITIONS = 180_000
"""15,000 roofs of twelve corners."""

GEOJSON_COMMAS = 2_000_000
"""Eleven for each position. What they part takes 72 bytes each until it is looked at."""

KML_BYTES = 10_000_000
KML_ELEMENTS = 200_000
KML_COMMAS = 800_000
"""Two for each position of its coordinates."""

KML_DEPTH = 60
"""Elements within elements. Map programs nest folders five or six deep."""

KMZ_ENTRIES = 2_000
"""Files in a KMZ archive; some hold a picture for every place."""

KMZ_UNPACKED = 200_000_000
"""Bytes that they say they have; only the KML among them is unpacked."""

# Lists

CSV_BYTES = 10_000_000
CSV_ROWS = 100_000
CSV_CELLS = 200
"""Cells of one row."""

CEC_BYTES = 32 * 1024 * 1024
"""The list of all modules ever listed, 2024: some 20,000 rows and 8 MB."""

WORKBOOK_BYTES = 16 * 1024 * 1024
WORKBOOK_ENTRIES = 1_000
WORKBOOK_UNPACKED = 24_000_000
"""Bytes of all files in a workbook; a list of 10,000 inverters has 3 MB."""

WORKBOOK_SIGNS = 450_000
"""Beginnings and ends of elements, four for each cell. openpyxl reads some 100,000 cells a second."""

WORKBOOK_SHEETS = 100
WORKBOOK_ROWS = 50_000
WORKBOOK_COLUMNS = 60
"""The two columns that are looked for stand among so many; a sheet has room for 16,384 in each row."""

# Catalogues and other TOML files

TOML_BYTES = 500_000
"""The largest bundled file has 25 kB."""

TOML_DOTS = 100
"""Dots in one line. Python's reader takes ten seconds for a key of 30,000 parts."""

CATALOG_JSON_BYTES = 16 * 1024 * 1024
"""20,000 imported modules take 7 MB."""

CATALOG_FILES = 1_000
"""Files in a catalogue folder."""

CATALOG_LEVELS = 20
"""Tables within tables and `like` within `like`."""

CATALOG_FILLED = 1_000_000
"""Values of a file once every `like` is filled in, which may double with every one."""
