"""Endings of the files that can be imported; a module of its own, so that asking for them loads no reader."""

GEOJSON_SUFFIXES = (".geojson", ".json")
KML_SUFFIXES = (".kml", ".kmz")
MAP_SUFFIXES = (*GEOJSON_SUFFIXES, *KML_SUFFIXES)
DXF_SUFFIX, CSV_SUFFIX = ".dxf", ".csv"
SKETCH_SUFFIXES = (DXF_SUFFIX, CSV_SUFFIX)
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
PDF_SUFFIX = ".pdf"
IMPORTED_SUFFIXES = (*MAP_SUFFIXES, *SKETCH_SUFFIXES, *PICTURE_SUFFIXES, PDF_SUFFIX)
