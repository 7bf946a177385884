"""People, as the product knows them: a role, a random pseudonym, an organisation. Never a name, phone or address."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.election import LocalName
from schemas.message import Message
from schemas.model import Line, Model


class Role(StrEnum):
    PUBLIC = "public"
    OBSERVER = "observer"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    ADMIN = "admin"


ROLE_NAMES: dict[Role, Message] = {
    Role.PUBLIC: Message("public", "role_public"),
    Role.OBSERVER: Message("observer", "role_observer"),
    Role.COORDINATOR: Message("coordinator", "role_coordinator"),
    Role.ANALYST: Message("analyst", "role_analyst"),
    Role.ADMIN: Message("administrator", "role_admin"),
}


class Organisation(Model):
    organisation_code: str = Field(pattern=r"^[A-Z0-9-]{2,16}$")
    name: LocalName
    accreditation_kind: Line = ""
    accreditation_document: Line = ""
    charter_clause: Line = ""
    accredited_from: date | None = None
    accredited_to: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in one rerun or request. Built by services.access only."""

    account_id: str
    role: Role
    election_id: str = ""
    """Observers and coordinators belong to one election; analysts and admins to none."""
    observer_code: str = ""
    organisation_code: str = ""
    station_ids: tuple[str, ...] = ()


NOBODY = Actor(account_id="", role=Role.PUBLIC)
