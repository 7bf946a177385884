"""What our own routes answer while the database does not, or takes nothing: 503 and when to come back, as a page that does so by itself
or with the way back to its form, or as JSON."""

from starlette.requests import Request
from starlette.responses import Response

from api import document, forms, visitors
from api.problems import problem_answer
from locales import best_language, text, using
from services import house


async def answer(request: Request, error: Exception) -> Response:
    """Starlette's handler of `house.Busy`."""
    # Without looking up who it is, which the database would have to say.
    with using(best_language(None, visitors.chosen_language(request), request.headers.get("accept-language"))):
        problem = house.away()
        if request.url.path.startswith("/api/"):
            return problem_answer(problem)
        headers = {"Retry-After": str(problem.retry_after)}
        if request.method == "GET":
            headers["Refresh"] = str(problem.retry_after)
            body = document.note(text(house.MEANWHILE))
        else:
            # A form is not sent again by itself.
            problem = house.not_stored()
            body = document.note(text(problem.message, None, **problem.values)) + forms.link_to(request.url.path, text("Back"))
        return document.page(text(house.NO_ANSWER), body, status=problem.status, headers=headers)
