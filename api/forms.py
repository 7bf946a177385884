"""The forms of the doors as HTML: fields, buttons, words. Every text is escaped here."""

from dataclasses import dataclass
from html import escape

from api.visitors import FORM_FIELD
from locales import language, text
from schemas.person import ROLE_NAMES, Role
from services import demo_access

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Sender:
    """What every form of one answered page carries: the token that says it is ours, and the language if the person chose one."""

    token: str
    language: str | None = None

    def form(self, action: str, inner: str, *, name: str = "") -> str:
        named = f' id="{name}"' if name else ""
        # What is wrong is said by us: a browser says it in its own language, which need not be the reader's.
        address = f"{action}?lang={self.language}" if self.language else action
        return (f'<form method="post" action="{address}" autocomplete="off" novalidate{named}>'
                f'<input type="hidden" name="{FORM_FIELD}" value="{self.token}">{inner}</form>')


def button(label: str) -> str:
    """The one filled button of a form."""
    return f'<button class="first">{escape(label)}</button>'


def link_to(address: str, label: str) -> str:
    """A way to a page that needs no form, in the language spoken now."""
    return f'<a class="button" href="{escape(address)}?lang={language()}">{escape(label)}</a>'


def quiet(sentence: str) -> str:
    return f'<p class="quiet">{escape(sentence)}</p>'


def typed_code(sender: Sender, *, title: str = "", typed: str = "") -> str:
    """The code of an invitation, typed: for whoever cannot open the link. `typed`: the one that was refused, to be looked at again."""
    head = f"<h2>{escape(title)}</h2>" if title else ""
    field = (f'<label for="code">{escape(text("Invitation code"))}</label>'
             f'<input class="code" id="code" name="secret" value="{escape(typed)}" required maxlength="{LONGEST_CODE}" '
             'autocapitalize="characters" autocomplete="one-time-code" spellcheck="false" placeholder="XXXX-XXXX-XXXX">')
    said = quiet(text("Open your invitation link, or type the code from it."))
    return f'<section id="typed">{head}{said}{sender.form("i", field + button(text("Open my station")))}</section>'


def link(sender: Sender) -> str:
    """What an opened invitation link shows: one button, which spends the token that the script has put in."""
    said = text("This link is yours alone and works once, on the phone you will report with.")
    inner = '<input type="hidden" id="secret" name="secret">' + button(text("Open my station"))
    return f'<div id="link" hidden><p>{escape(said)}</p>{sender.form("i", inner, name="open")}</div>'


def staff(sender: Sender, *, is_open: bool, name: str = "") -> str:
    """Name, password and code of those who do not observe; folded until asked for. `name`: of who was refused."""
    fields = "".join((
        _field("name", text("Account name"), f'type="text" autocomplete="username" value="{escape(name)}"'),
        _field("password", text("Password"), 'type="password" autocomplete="current-password"'),
        _field("code", text("Six digits from your app"), 'type="text" autocomplete="one-time-code" inputmode="numeric"'),
    ))
    opened = " open" if is_open else ""
    said = escape(text("I coordinate, analyse or administer"))
    return f'<details{opened}><summary>{said}</summary>{sender.form("signin", fields + button(text("Sign in")))}</details>'


def _field(name: str, label: str, attributes: str) -> str:
    return (f'<label for="staff-{name}">{escape(label)}</label><input id="staff-{name}" name="{name}" {attributes} required '
            'maxlength="200" autocapitalize="none" spellcheck="false">')


def demonstration(sender: Sender) -> str:
    """One button for each role; only where the demonstration may be entered at all."""
    made = []
    for role in demo_access.ROLES:
        first = ' class="first"' if role is Role.OBSERVER else ""
        label = text(ROLE_NAMES[role])
        made.append(f'<button name="role" value="{role}"{first}>{escape(label[:1].upper() + label[1:])}</button>')
    head = f'<h2>{escape(text("Demonstration"))} <span class="badge">{escape(text("SIMULATED"))}</span></h2>'
    said = quiet(text("Invented parties, stations and numbers. Choose whom you want to be."))
    row = f'<div class="row">{"".join(made)}</div>'
    return f'<section>{head}{said}{sender.form("demo", row)}</section>'


def sign_out(sender: Sender) -> str:
    said = text("What you sent stays received. What you typed and did not send stays with your account.")
    return (f'<p>{escape(said)}</p>{sender.form("signout", button(text("Sign out")))}'
            f'<a class="button" href=".">{escape(text("Back"))}</a>')
