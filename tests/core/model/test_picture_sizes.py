"""Sizes of pictures from their headers, against Pillow as a peer."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from designer.core.model.picture_sizes import picture_size
from designer.core.model.underlay import PictureMedia

MEDIA = {"PNG": PictureMedia.PNG, "JPEG": PictureMedia.JPEG}


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("size", [(1, 1), (300, 7), (7, 300)])
@pytest.mark.parametrize("options", [{}, {"progressive": True, "exif": b"Exif\0\0" + b"\xff\xc0" * 40}])
def test_the_size_is_what_pillow_says(kind: str, size: tuple[int, int], options: dict[str, object]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", size).save(stream, kind, **(options if kind == "JPEG" else {}))
    assert picture_size(stream.getvalue(), MEDIA[kind]) == size


@given(st.binary(max_size=60), st.sampled_from(PictureMedia))
def test_any_other_bytes_have_a_size_or_none(data: bytes, media: PictureMedia) -> None:
    head = b"\x89PNG\r\n\x1a\n" if media is PictureMedia.PNG else b"\xff\xd8\xff"
    found = picture_size(head + data, media)
    assert found is None or len(found) == 2
