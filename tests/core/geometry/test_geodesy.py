"""The local plane agrees with PROJ and loses nothing on the way there and back."""

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.core.geometry.geodesy import LocalPlane

MICROMETRE = 1e-3
ROUND_TRIP_MM = 2e-5
"""Ten units in the last place of a longitude of 180° are worth this much."""

longitudes = st.floats(-180.0, 180.0)
latitudes = st.floats(-89.0, 89.0)
near_mm = st.floats(-1e6, 1e6)


def proj_topocentric_mm(plane: LocalPlane, lonlat: np.ndarray) -> np.ndarray:
    pipeline = pyproj.Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart +ellps=WGS84 "
        f"+step +proj=topocentric +ellps=WGS84 +lon_0={plane.lon_deg!r} +lat_0={plane.lat_deg!r} +h_0=0"
    )
    east, north, _ = pipeline.transform(lonlat[:, 0], lonlat[:, 1], np.zeros(len(lonlat)))
    return np.column_stack((east, north)) * 1000.0


def neighbourhood(plane: LocalPlane, spread_deg: float) -> np.ndarray:
    steps = np.linspace(-spread_deg, spread_deg, 9)
    return np.array([(plane.lon_deg + a, plane.lat_deg + b) for a in steps for b in steps])


@pytest.mark.parametrize("lon", [-179.9995, -71.2, 0.0, 11.99, 151.2, 180.0])
@pytest.mark.parametrize("lat", [-88.0, -33.9, 0.0, 48.397, 69.7])
def test_plane_coordinates_are_the_topocentric_ones_of_proj(lon, lat):
    plane = LocalPlane(lon_deg=lon, lat_deg=lat)
    places = neighbourhood(plane, 0.01)
    assert plane.to_plane(places) == pytest.approx(proj_topocentric_mm(plane, places), abs=MICROMETRE)


@pytest.mark.parametrize("bearing", [0.0, 37.0, 90.0, 180.0, 251.0])
def test_short_distances_from_the_origin_are_geodesic_distances(bearing):
    geod = pyproj.Geod(ellps="WGS84")
    plane = LocalPlane(lon_deg=12.0, lat_deg=48.4)
    lon, lat, _ = geod.fwd(12.0, 48.4, bearing, 100.0)
    east, north = plane.to_plane(np.array([[lon, lat]]))[0]
    assert np.hypot(east, north) == pytest.approx(100_000.0, abs=0.01)
    assert np.degrees(np.arctan2(east, north)) % 360.0 == pytest.approx(bearing, abs=1e-3)


@given(lon=longitudes, lat=latitudes, east=near_mm, north=near_mm)
def test_there_and_back_is_the_same_place(lon, lat, east, north):
    plane = LocalPlane(lon_deg=lon, lat_deg=lat)
    there = plane.to_lonlat(np.array([[east, north]]))
    assert plane.to_plane(there)[0] == pytest.approx((east, north), abs=ROUND_TRIP_MM)


@given(lon=longitudes, lat=latitudes)
def test_the_origin_is_at_zero(lon, lat):
    plane = LocalPlane(lon_deg=lon, lat_deg=lat)
    assert plane.to_plane(np.array([[lon, lat]]))[0] == pytest.approx((0.0, 0.0), abs=1e-6)


def test_a_building_on_the_antimeridian_stays_in_one_piece():
    plane = LocalPlane(lon_deg=179.99999, lat_deg=-17.0)
    east, north = plane.to_plane(np.array([[-179.99999, -17.0]]))[0]
    assert east == pytest.approx(2e-5 * 111_319.49 * 1000 * np.cos(np.radians(17.0)), rel=1e-2)
    assert abs(north) < 1.0
    lon, _ = plane.to_lonlat(np.array([[east, north]]))[0]
    assert lon == pytest.approx(-179.99999, abs=1e-9)


def test_many_points_are_converted_like_single_ones():
    plane = LocalPlane(lon_deg=12.0, lat_deg=48.4)
    places = neighbourhood(plane, 0.001)
    one_by_one = np.vstack([plane.to_plane(place[None, :]) for place in places])
    assert np.array_equal(plane.to_plane(places), one_by_one)


def test_a_point_beyond_the_horizon_is_refused():
    plane = LocalPlane(lon_deg=12.0, lat_deg=48.4)
    with pytest.raises(InputError, match="horizon"):
        plane.to_lonlat(np.array([[7e9, 0.0]]))
