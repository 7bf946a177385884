"""What went wrong at the shell, in a sentence. Nothing that the mistake does not need is loaded for it."""

import os


def sentence(error: Exception) -> str:
    """A mistake of the program only names itself, or is raised again where its whole story is wanted (BAQYLAU_TRACEBACK)."""
    from locales import text
    from schemas.problem import Problem
    from schemas.table_problem import TableProblem

    if isinstance(error, TableProblem) and not error.places:
        # As of a file that is too large: said before what reads tables, or stores them, is loaded.
        return text(error.message, None, **error.values)
    from services import house
    from services.opening import NotReady
    from services.settings import BadSetting

    if isinstance(error, house.Busy):
        error = house.not_stored()
    if isinstance(error, BadSetting):
        return str(error)
    if isinstance(error, TableProblem):
        from services import import_words

        return "\n".join(import_words.refusal(error))
    if isinstance(error, Problem):
        return text(error.message, None, **error.values)
    if isinstance(error, NotReady):
        return "\n".join(error.sentences)
    if os.environ.get("BAQYLAU_TRACEBACK"):
        raise error
    first = str(error).strip().splitlines()
    return f"{type(error).__name__}: {first[0] if first else 'no further word'} (the whole story with BAQYLAU_TRACEBACK=1)"
