"""A time of day carries its date on another day, and the zone is named by its distance from UTC."""

from datetime import UTC, date, datetime
from functools import partial

from locales import using
from ui import moments

AT = datetime(2029, 1, 14, 20, 30, tzinfo=UTC)


def test_the_date_stands_only_where_it_is_another_day_in_the_zone() -> None:
    with using("en"):
        assert moments.dated(AT, date(2029, 1, 15), "Asia/Almaty") == "01:30"
        assert moments.dated(AT, date(2029, 1, 14), "Asia/Almaty") == "15 Jan 2029, 01:30"


def test_the_zone_is_named_by_its_distance_from_utc() -> None:
    assert moments.offset(AT, "Asia/Kathmandu") == "UTC+5:45"
    assert moments.offset(AT, "America/Sao_Paulo") == "UTC\N{MINUS SIGN}3"
    assert moments.offset(AT, "UTC") == "UTC+0"


def test_a_station_elsewhere_has_its_own_hour_with_its_distance_from_utc() -> None:
    at = datetime(2029, 1, 14, 20, 10, tzinfo=UTC)
    said = partial(moments.at_station, at, day=date(2029, 1, 14), capital_zone="Asia/Almaty")
    assert said("America/New_York") == "15:10, UTC\N{MINUS SIGN}5"
    assert said("Asia/Qyzylorda").endswith("01:10") and "UTC" not in said("Asia/Qyzylorda")
