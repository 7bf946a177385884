"""A mapping file (TOML) -> schemas.mapping. Every place that is not as it must be is named."""

import tomllib

from pydantic import TypeAdapter, ValidationError

from schemas.mapping import AnyMapping, Mapping
from schemas.message import Message
from schemas.table_problem import Problems

_ADAPTER: TypeAdapter[AnyMapping] = TypeAdapter(Mapping)
NOT_A_MAPPING = Message("The mapping file is not as it must be here. {detail}")


def read(content: bytes) -> AnyMapping:
    """The mapping a file describes. Raises TableProblem: row 0, the place in the file as its column."""
    problems = Problems()
    try:
        return _ADAPTER.validate_python(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        problems.add(0, "", "", Message("The mapping file is not UTF-8 text. Save it as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        problems.add(0, "", "", NOT_A_MAPPING, {"detail": str(error)})
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            place = ".".join(str(part) for part in each["loc"])
            problems.add(0, place, "", NOT_A_MAPPING, {"detail": each["msg"]})
    problems.refuse()
    raise AssertionError("a mapping is read or refused")
