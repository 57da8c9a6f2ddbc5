"""WGS 84 longitude and latitude to and from a local metric plane, exact to far below a micrometre.

The plane is the topocentric one: it touches the ellipsoid at its origin, east and north are its axes.
Formulas: IOGP Guidance Note 7-2 (EPSG), geographic/topocentric conversion, method 9837, for points on the
ellipsoid (height 0); ν is the radius of curvature in the prime vertical, φ latitude, λ longitude.
"""

import math
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.errors import InputError

SEMI_MAJOR_MM = 6_378_137_000.0
"""Semi-major axis a of WGS 84 (NGA.STND.0036)."""

INVERSE_FLATTENING = 298.257223563
"""1/f of WGS 84 (NGA.STND.0036)."""

_FLATTENING = 1.0 / INVERSE_FLATTENING
_ECCENTRICITY_2 = _FLATTENING * (2.0 - _FLATTENING)
_AXIS_RATIO_2 = 1.0 - _ECCENTRICITY_2  # (b/a)²

Coordinates = NDArray[np.float64]
"""Points as rows: shape (n, 2)."""

_Sine = TypeVar("_Sine", float, Coordinates)


class LocalPlane(Struct, frozen=True, kw_only=True):
    """The plane that touches the ellipsoid at an origin; coordinates are east and north in mm.

    Heights are ignored: a roof 500 m above the ellipsoid is drawn 0.008 % too small, 0.8 mm in 10 m.
    """

    lon_deg: float
    lat_deg: float

    def to_plane(self, lonlat_deg: Coordinates) -> Coordinates:
        """East and north in mm, shape (n, 2), of longitudes and latitudes in degrees, shape (n, 2)."""
        points = np.asarray(lonlat_deg, dtype=np.float64).reshape(-1, 2)
        turn = np.radians(points[:, 0] - self.lon_deg)
        lat, lat_0 = np.radians(points[:, 1]), math.radians(self.lat_deg)
        sin_lat, cos_lat = np.sin(lat), np.cos(lat)
        nu, nu_0 = _prime_vertical_mm(sin_lat), _prime_vertical_mm(math.sin(lat_0))
        east = nu * cos_lat * np.sin(turn)
        # sin(φ − φ0) + (1 − cos Δλ) · cos φ · sin φ0 keeps the small difference that the printed form cancels
        north = nu * (np.sin(lat - lat_0) + 2.0 * np.sin(turn / 2.0) ** 2 * cos_lat * math.sin(lat_0))
        north += _ECCENTRICITY_2 * (nu_0 * math.sin(lat_0) - nu * sin_lat) * math.cos(lat_0)
        return np.column_stack((east, north))

    def to_lonlat(self, plane_mm: Coordinates) -> Coordinates:
        """Longitudes and latitudes in degrees, shape (n, 2), of east and north in mm, shape (n, 2).

        The point meant is where the plumb line of the plane meets the ellipsoid. Raises InputError for a
        point beyond the horizon of the plane.
        """
        points = np.asarray(plane_mm, dtype=np.float64).reshape(-1, 2) / SEMI_MAJOR_MM
        foot, up = self._on_plane(points), self._up()
        stretch = np.array((1.0, 1.0, 1.0 / _AXIS_RATIO_2))
        # |foot + t·up| = 1 in the metric of the ellipsoid: a quadratic in t, of which the small root is meant
        quadratic = float(up @ (stretch * up))
        half_linear = foot @ (stretch * up)
        constant = np.sum(foot * foot * stretch, axis=1) - 1.0
        discriminant = half_linear**2 - quadratic * constant
        if not np.all(discriminant >= 0.0):
            raise InputError(
                "a point lies beyond the horizon of the local plane", remedy="choose an origin near it"
            )
        height = -constant / (half_linear + np.sqrt(discriminant))
        return _lonlat_deg(foot + height[:, None] * up)

    def _up(self) -> Coordinates:
        lon, lat = math.radians(self.lon_deg), math.radians(self.lat_deg)
        return np.array((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))

    def _on_plane(self, points: Coordinates) -> Coordinates:
        """Earth-centred coordinates in units of a, shape (n, 3), of plane points in units of a."""
        lon, lat = math.radians(self.lon_deg), math.radians(self.lat_deg)
        nu = _prime_vertical_mm(math.sin(lat)) / SEMI_MAJOR_MM
        origin = nu * self._up() * (1.0, 1.0, _AXIS_RATIO_2)
        east = np.array((-math.sin(lon), math.cos(lon), 0.0))
        north = np.array(
            (-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)),
        )
        on_plane: Coordinates = origin + points[:, :1] * east + points[:, 1:] * north
        return on_plane


def _prime_vertical_mm(sin_lat: _Sine) -> _Sine:
    """Radius of curvature in the prime vertical, ν = a / √(1 − e² sin² φ)."""
    radius: _Sine = SEMI_MAJOR_MM / (1.0 - _ECCENTRICITY_2 * sin_lat**2) ** 0.5
    return radius


def _lonlat_deg(centred: Coordinates) -> Coordinates:
    """Longitude and latitude of earth-centred points on the ellipsoid (height 0, any unit)."""
    x, y, z = centred.T
    lat = np.arctan2(z, _AXIS_RATIO_2 * np.hypot(x, y))
    degrees: Coordinates = np.degrees(np.column_stack((np.arctan2(y, x), lat)))
    return degrees
