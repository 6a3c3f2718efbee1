"""The sites that laws of any content are held against."""

import pytest

from tests.conftest import REAL_SITE
from tests.sample_year import BUILD_DATE
from tests.site.built_site import BuildOnce, BuiltSite
from tests.site.changes import grow, multiply_numbers


@pytest.fixture(scope="session", params=["as it is", "after a year"])
def built_site(request: pytest.FixtureRequest, build_once: BuildOnce) -> BuiltSite:
    """The real site, as it is and after a year of work on its content."""
    if request.param == "as it is":
        return build_once(REAL_SITE)
    return build_once("grown-site", change=grow, day=BUILD_DATE)


@pytest.fixture(scope="session")
def real_site(build_once: BuildOnce) -> BuiltSite:
    """The real site as it is, for tests that build it again."""
    return build_once(REAL_SITE)


@pytest.fixture(scope="session")
def multiplied_site(build_once: BuildOnce) -> BuiltSite:
    """The real site with every count and every amount multiplied by one number."""
    return build_once("multiplied-site", change=multiply_numbers)
