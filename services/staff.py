"""Staff sign in with a name, a password (argon2) and a code of six digits (TOTP, RFC 6238). There is no default password."""

import base64
import hmac
import secrets
import struct
import threading
from dataclasses import dataclass
from urllib.parse import quote

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from data.store import people
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import access, clock, house, registry, throttle
from services.access import OpenSession
from services.invitations import CODE_ALPHABET
from services.permissions import Act, require

STAFF_ROLES = (Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
"""RFC 6238: steps of 30 seconds, six digits, HMAC-SHA-1; a secret as long as the hash (RFC 4226, requirement 6)."""
STEPS_EITHER_WAY = 1
HASHED_AT_ONCE = 2
PATIENCE_SECONDS = 1.0
# 19 MiB, two passes, one lane: 20 ms here. The library's own 64 MiB would let a storm of sign-ins stop the reports.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_turns = threading.BoundedSemaphore(HASHED_AT_ONCE)
_nobodys_hash = _hasher.hash(secrets.token_hex(16))
WRONG = Message("Name, password or code is not right. Check all three; each code works once.")
OVERRUN = Message("Too many people are signing in. Wait {n} s and try again.")


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Shown once, to be handed over in person."""

    name: str
    password: str
    otpauth: str


def totp(secret: bytes, step: int, digits: int = DIGITS, digest: str = "sha1") -> str:
    """The code of one time step (RFC 6238 over RFC 4226, 5.3)."""
    mac = hmac.digest(secret, struct.pack(">Q", step), digest)
    at = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[at:at + 4])[0] & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def step_of(secret: bytes, code: str, now_step: int) -> int | None:
    """The time step, at most one away from now, that this code belongs to."""
    for step in range(now_step - STEPS_EITHER_WAY, now_step + STEPS_EITHER_WAY + 1):
        if hmac.compare_digest(totp(secret, step).encode(), code.encode()):
            return step
    return None


def add(actor: Actor, role: Role, name: str, election_id: str = "") -> NewStaff:
    """A new account with a password of the machine's making. Raises Problem: forbidden, impossible (the name), conflict (taken)."""
    require(actor, Act.MANAGE_PEOPLE)
    if role not in STAFF_ROLES:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Observers are invited, not added. Use: manage.py invite"))
    if not (3 <= len(name) <= 24 and name.isascii() and name.replace("-", "").isalnum() and name == name.lower()):
        raise Problem(ProblemCode.IMPOSSIBLE, Message("A name has 3 to 24 small Latin letters, digits and dashes. It is no person's name."))
    if role is Role.COORDINATOR:
        registry.election(election_id)
    secret, now = secrets.token_bytes(SECRET_BYTES), clock.now()
    password = "-".join("".join(secrets.choice(CODE_ALPHABET.lower()) for _ in range(5)) for _ in range(4))
    encoded = base64.b32encode(secret).decode()
    row = {
        "account_id": secrets.token_hex(16), "election_id": election_id if role is Role.COORDINATOR else "", "role": role,
        "observer_code": name, "organisation_code": "", "created_at": now, "password_hash": _hasher.hash(password), "totp_secret": encoded,
    }

    if not house.store().write(lambda connection: people.add_staff(connection, row)):
        raise Problem(ProblemCode.CONFLICT, Message("There is an account “{name}” already. Take another name."), values={"name": name})
    return NewStaff(name, password, (
        f"otpauth://totp/{quote(f'Baqylau:{name}')}?secret={encoded}&issuer=Baqylau&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"))


def sign_in(name: str, password: str, code: str) -> OpenSession:
    """Opens a session. Raises Problem: not signed in (one sentence for every kind of mistake), too many."""
    throttle.check(throttle.STAFF, name.lower())
    with house.store().read() as connection:
        found = people.staff_by_name(connection, name.lower())
    is_right = _matches(_nobodys_hash if found is None else found.password_hash, password)
    if found is None or not is_right:
        raise Problem(ProblemCode.NOT_SIGNED_IN, WRONG)
    # Another device made the code: its clock agrees with the machine's, not with the demonstration's.
    now_step = int(clock.machine_now().timestamp()) // STEP_SECONDS
    step = step_of(base64.b32decode(found.totp_secret), code.strip().replace(" ", ""), now_step)
    if step is None or not house.store().write(lambda connection: people.use_totp_step(connection, found.account_id, step)):
        raise Problem(ProblemCode.NOT_SIGNED_IN, WRONG)
    return access.open_session(found.account_id)


def _matches(hashed: str, password: str) -> bool:
    """Two at a time: hashing on purpose costs much, and reports must not wait for it."""
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise Problem(ProblemCode.TOO_MANY, OVERRUN, values={"n": 5}, retry_after=5)
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    finally:
        _turns.release()
