"""Identifiers: distinct types, so that a station cannot be passed where an election is meant."""

from typing import NewType

ElectionId = NewType("ElectionId", str)
ContestId = NewType("ContestId", str)
OptionCode = NewType("OptionCode", str)
RegionCode = NewType("RegionCode", str)
StationId = NewType("StationId", str)
"""Unique within an election: region code and station number, `KZ-79/0417`."""
UnitId = NewType("UnitId", str)
AccountId = NewType("AccountId", str)
"""A random pseudonym; no name, phone or e-mail is ever stored beside it."""
ReportId = NewType("ReportId", str)
RevisionId = NewType("RevisionId", int)
SourceId = NewType("SourceId", int)


def station_id(region_code: str, number: str) -> StationId:
    return StationId(f"{region_code}/{number}")
