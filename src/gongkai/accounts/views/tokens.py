"""One's own tokens of the API: made, shown once, revoked."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.accounts import sealed, tokens
from gongkai.accounts.forms import TokenForm, posted
from gongkai.accounts.services.tokens import create_token, revoke_token
from gongkai.kit import clock
from gongkai.kit.access import NoPost, clerk_of, signed_in
from gongkai.statute.errors import GongkaiError

MADE = "api_token"
"""The session's key under which a new token waits, sealed, for the one page that shows it."""


@signed_in
@require_http_methods(["GET", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens there are; a new one; one less."""
    by = clerk_of(request)
    if by is None:
        return render(request, "accounts/tokens.html", {"no_post": NoPost()})
    if request.POST.get("revoke", "").isdecimal():
        gone = revoke_token(int(request.POST["revoke"]), by=by)
        messages.success(request, f"已吊销令牌“{gone.name}”，它立即失效。")
        return redirect("own_tokens")
    form = TokenForm(posted(request), terms=tokens.terms_of(by.person_id))
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = create_token(**form.cleaned_data, by=by)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[MADE] = sealed.seal(secret)
            return redirect("own_tokens")
    shown = request.session.pop(MADE, "") if request.method == "GET" else ""
    context = {
        "form": form,
        "tokens": tokens.own(by.person_id)[:200],
        "made": sealed.unseal(shown) if shown else "",
        "today": clock.today(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    answer = render(request, "accounts/tokens.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
