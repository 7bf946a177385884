"""Reporting units: country, region, district, polling station."""

from enum import StrEnum

from pydantic import Field

from schemas.election import LocalName
from schemas.model import Count, Model


class UnitLevel(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    STATION = "station"


class StationType(StrEnum):
    ORDINARY = "ordinary"
    CLOSED = "closed"
    """Hospitals, sanatoria, military units and the like: may end early, summed apart."""
    ABROAD = "abroad"
    REMOTE = "remote"


class ReportingUnit(Model):
    """A country, region or district. `unit_id` is its code: `KZ`, `KZ-79`, `KZ-79/d03`."""

    unit_id: str = Field(max_length=60)
    level: UnitLevel
    parent_id: str | None = None
    name: LocalName
    time_zone: str = "Asia/Almaty"
    registered_voters: Count | None = None


class PollingStation(Model):
    """A station of the registry. `station_id` is region code and number: `KZ-79/0417`."""

    station_id: str = Field(max_length=60)
    number: str = Field(max_length=20)
    region_code: str = Field(max_length=20)
    district_code: str = Field(default="", max_length=40)
    place: LocalName
    time_zone: str = "Asia/Almaty"
    station_type: StationType = StationType.ORDINARY
    registered_voters: Count | None = None
