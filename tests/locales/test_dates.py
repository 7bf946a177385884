"""Dates and times; CLDR sets narrow spaces of its own, so spaces are made plain before comparing."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from locales import axis_of_days, clock, date_long, date_printed, date_short, day_and_month, month, relative, using, weekday_date

ELECTION_DAY = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("code", "long", "short", "weekday"),
    [
        ("kk", "2026 жылғы 10 қаңтар", "10.01.2026", "сенбі, 10 қаңтар"),
        ("ru", "10 января 2026 г.", "10.01.2026", "суббота, 10 января"),
        ("en", "10 January 2026", "10 Jan 2026", "Saturday, 10 January"),
    ],
)
def test_dates(code, long, short, weekday):
    with using(code):
        assert " ".join(date_long(ELECTION_DAY).split()) == long
        assert date_short(ELECTION_DAY) == short
        assert weekday_date(ELECTION_DAY) == weekday


@pytest.mark.parametrize(("code", "wanted"), [("kk", "01.10"), ("ru", "01.10"), ("en", "1 Oct")])
def test_a_day_of_a_year_that_is_known(code, wanted):
    """Also on the axis of a chart: in English 01.10 would be read as 10 January."""
    with using(code):
        day = date(2020, 10, 1)
        assert day_and_month(day) == day.strftime(axis_of_days()) == wanted


@pytest.mark.parametrize(("code", "wanted"), [("kk", "2019 жылғы наурыз"), ("ru", "март 2019\N{NO-BREAK SPACE}г."), ("en", "March 2019")])
def test_a_month_without_a_day(code, wanted):
    with using(code):
        assert month(date(2019, 3, 1)) == wanted


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_clock_is_the_zones_own_and_has_24_hours(code):
    with using(code):
        assert clock(datetime(2026, 1, 10, 9, 5, tzinfo=UTC), "Asia/Almaty") == "14:05"
        assert clock(datetime(2026, 1, 10, 9, 5, tzinfo=UTC), timezone(timedelta(hours=-10))) == "23:05"


def test_before_one_zone_the_east_was_an_hour_ahead():
    # Kazakhstan has one zone, UTC+5, since 1 March 2024; Almaty kept UTC+6 until then.
    assert clock(datetime(2024, 2, 29, 9, 5, tzinfo=UTC), "Asia/Almaty") == "15:05"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        clock(datetime(2026, 1, 10, 9, 5), "Asia/Almaty")  # noqa: DTZ001  the refusal is the test


@pytest.mark.parametrize(
    ("code", "past", "coming"),
    [
        ("kk", "5 минут бұрын", "2 сағаттан кейін"),
        ("ru", "5 минут назад", "через 2 часа"),
        ("en", "5 minutes ago", "in 2 hours"),
    ],
)
def test_distances_in_time(code, past, coming):
    with using(code):
        assert " ".join(relative(timedelta(minutes=-5)).split()) == past
        assert " ".join(relative(timedelta(hours=2)).split()) == coming


@pytest.mark.parametrize(
    ("code", "day", "only_month"),
    [("kk", "10.01.2021", "2021 жылғы қаңтар"), ("ru", "10.01.2021", "январь 2021 г."), ("en", "10 Jan 2021", "January 2021")],
)
def test_the_date_of_a_source_is_written_as_the_language_does(code, day, only_month):
    with using(code):
        assert date_printed("2021-01-10") == day
        assert " ".join(date_printed("2021-01").split()) == only_month
        for words in ("", "16 January 2029", "2021", "2021-02-31"):
            assert date_printed(words) == words
