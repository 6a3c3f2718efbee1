"""A site whose address nobody can open says so, until it is built for one that works."""

from tests.builders import build_tiny

REAL_ADDRESS = "https://lampu.desa.id/"


def warnings(**options):
    return [found for found in build_tiny(**options).diagnostics if found.code == "CFG009"]


def test_an_address_for_this_build_takes_the_place_of_a_reserved_one():
    assert not warnings(base_url=REAL_ADDRESS)


def test_a_reserved_address_for_this_build_is_named():
    (found,) = warnings(base_url="https://lain.example/")
    assert found.params["address"] == "https://lain.example/"
