"""Languages are named where they are not that of the page."""

from __future__ import annotations

import pytest

from rooftop.site.page_languages import without_repetitions


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<p class="x" lang="en">Yes</p><b lang="en">No</b>', '<p class="x">Yes</p><b>No</b>'),
        ('<p lang="en">Yes <i lang="de">Ja</i></p>', '<p lang="en">Yes <i lang="de">Ja</i></p>'),
        ('<code>&lt;p lang="en"&gt;</code>', '<code>&lt;p lang="en"&gt;</code>'),
        ('<a hreflang="en" lang="en">', '<a hreflang="en">'),
        ('<p lang="de">Ja</p>', '<p lang="de">Ja</p>'),
    ],
)
def test_what_names_the_language_of_the_page_again_is_left_out(page: str, expected: str) -> None:
    assert without_repetitions(page, "en") == expected
