"""The doors: invitation, sign-in of staff, the demonstration's buttons, sign-out. Plain pages; every act is a POST of our own form."""

from collections.abc import Awaitable, Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api import document, forms, visitors
from locales import text, using
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import access, clock, demo_access, embargo, invitations, settings, staff
from services.access import OpenSession

# The token stands behind the #, which browsers send to nobody and messengers' previews do not read. The button spends it.
FRAGMENT_SCRIPT = """(function(){var t=location.hash.slice(1);if(!/^[A-Za-z0-9_-]{20,100}$/.test(t))return;
document.getElementById('secret').value=t;document.getElementById('link').hidden=false;document.getElementById('typed').hidden=true;
Array.prototype.forEach.call(document.querySelectorAll('nav a'),function(a){a.hash=t});
document.getElementById('open').addEventListener('submit',function(){history.replaceState(null,'',location.pathname)});})();"""
START = "start"
Handler = Callable[[Request], Awaitable[Response]]


def _said(problem: Problem | None) -> str:
    return "" if problem is None else document.note(text(problem.message, None, **problem.values))


class Doors:
    """`bound_to_loopback` says whether the server listens to this machine only."""

    def __init__(self, bound_to_loopback: Callable[[], bool]) -> None:
        self._bound_to_loopback = bound_to_loopback

    def shows_demonstration(self, request: Request) -> bool:
        return settings.read().mode is settings.Mode.DEMO and visitors.is_this_machine(request, self._bound_to_loopback)

    async def signin(self, request: Request) -> Response:
        return await self._signin_page(request)

    async def _signin_page(
        self, request: Request, problem: Problem | None = None, *, staff_open: bool = False, name: str = ""
    ) -> Response:
        nonce, sender = self._sender(request)
        body = document.languages("signin") + _said(problem)
        if self.shows_demonstration(request):
            body += forms.demonstration(sender)
        body += forms.typed_code(sender, title=text("I observe")) + forms.staff(sender, is_open=staff_open, name=name)
        if await to_thread.run_sync(embargo.anything_public):
            body += forms.link_to("released", text("What we have released"))
        return self._answer(document.page(text("Who is there?"), body, status=problem.status if problem else 200), nonce, problem)

    async def invitation(self, request: Request) -> Response:
        return self._invitation_page(request)

    def _invitation_page(self, request: Request, problem: Problem | None = None, typed: str = "") -> Response:
        nonce, sender = self._sender(request)
        body = document.languages("i") + _said(problem) + forms.link(sender) + forms.typed_code(sender, typed=typed)
        made = document.page(text("Your invitation"), body, script=FRAGMENT_SCRIPT, status=problem.status if problem else 200)
        return self._answer(made, nonce, problem)

    @staticmethod
    def _sender(request: Request) -> tuple[str, forms.Sender]:
        nonce, token = visitors.form_token(request)
        return nonce, forms.Sender(token, visitors.chosen_language(request))

    @staticmethod
    def _answer(made: Response, nonce: str, problem: Problem | None) -> Response:
        visitors.keep_form_cookie(made, nonce)
        if problem is not None and problem.retry_after is not None:
            made.headers["Retry-After"] = str(problem.retry_after)
        return made

    async def exchange(self, request: Request) -> Response:
        typed = ""
        try:
            fields = await visitors.posted_form(request)
            typed = fields.get("secret", "")[:100]
            opened = await to_thread.run_sync(invitations.exchange, typed)
        except Problem as problem:
            # Who opened their link twice and is in already wants their station, not a sentence.
            if problem.code is ProblemCode.GONE and visitors.visitor(request).actor.role is Role.OBSERVER:
                return RedirectResponse(START, 303)
            # A code that was mistyped stands there to be looked at; the token of a link, or a code that is spent, does not.
            is_mistyped = len(typed) <= forms.LONGEST_CODE and problem.code in (ProblemCode.NOT_FOUND, ProblemCode.TOO_MANY)
            return self._invitation_page(request, problem, typed if is_mistyped else "")
        return await self._come_in(request, opened, START)

    async def staff_signin(self, request: Request) -> Response:
        name = ""
        try:
            fields = await visitors.posted_form(request)
            name, password, code = (fields.get(each, "")[:200] for each in ("name", "password", "code"))
            opened = await to_thread.run_sync(staff.sign_in, name.strip(), password, code)
        except Problem as problem:
            return await self._signin_page(request, problem, staff_open=True, name=name)
        return await self._come_in(request, opened, ".")

    async def demo(self, request: Request) -> Response:
        try:
            fields = await visitors.posted_form(request)
            if not self.shows_demonstration(request):
                raise Problem(ProblemCode.FORBIDDEN, demo_access.CLOSED)
            role = next((each for each in demo_access.ROLES if each == fields.get("role")), Role.PUBLIC)
            opened = await to_thread.run_sync(demo_access.sign_in_as, role)
            # Everybody who presses this button shares one account: nobody finds the language of whoever came before.
            await to_thread.run_sync(access.choose_language, access.visitor_of(opened.token).actor, visitors.chosen_language(request))
        except Problem as problem:
            return await self._signin_page(request, problem)
        return await self._come_in(request, opened, START if role is Role.OBSERVER else ".")

    @staticmethod
    async def _come_in(request: Request, opened: OpenSession, where: str) -> Response:
        chosen = visitors.chosen_language(request)
        if chosen is not None:
            await to_thread.run_sync(access.choose_language, access.visitor_of(opened.token).actor, chosen)
        response = RedirectResponse(where, 303)
        visitors.keep_session(response, opened, int((opened.expires_at - clock.now()).total_seconds()))
        return response

    @staticmethod
    async def to_signin(request: Request) -> Response:
        """Where a form of the sign-in ended whose page said no, and somebody opens the address again."""
        chosen = visitors.chosen_language(request)
        return RedirectResponse(f"signin?lang={chosen}" if chosen else "signin", 303)

    async def leave(self, request: Request) -> Response:
        nonce, sender = self._sender(request)
        body = document.languages("signout") + forms.sign_out(sender)
        return self._answer(document.page(text("Sign out?"), body), nonce, None)

    async def signout(self, request: Request) -> Response:
        try:
            await visitors.posted_form(request)
        except Problem as problem:
            return await self._signin_page(request, problem)
        token = request.cookies.get(access.cookie_name(), "")
        await to_thread.run_sync(access.end_session, token)
        response = RedirectResponse("signin", 303)
        visitors.drop_session(response)
        return response


def speaking(handler: Handler) -> Handler:
    """The page in the visitor's language; a problem nobody foresaw stays a plain sentence, never a traceback."""

    async def spoken(request: Request) -> Response:
        with using(visitors.language_of(request)):
            return await handler(request)

    return spoken


def routes(bound_to_loopback: Callable[[], bool]) -> list[BaseRoute]:
    doors = Doors(bound_to_loopback)
    for name in ("signin", "signout"):
        access.open_door(name)
    table: tuple[tuple[str, str, Handler], ...] = (
        ("/signin", "GET", doors.signin), ("/signin", "POST", doors.staff_signin),
        ("/i", "GET", doors.invitation), ("/i", "POST", doors.exchange), ("/demo", "POST", doors.demo), ("/demo", "GET", doors.to_signin),
        ("/signout", "GET", doors.leave), ("/signout", "POST", doors.signout),
    )
    return [Route(path, speaking(handler), methods=[method]) for path, method, handler in table]
