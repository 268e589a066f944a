"""The guide's data, kept by the agency's own disclosure office."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.forms import SUGGESTED, GuideForm
from gongkai.agencies.selectors.directory import agency_by_id
from gongkai.agencies.selectors.guide import guide_of
from gongkai.agencies.services import facts
from gongkai.agencies.views._forms import attempt, done, sent, show, the_clerk
from gongkai.kit.access import requires
from gongkai.statute.vocab.roles import Perm


@requires(Perm.GUIDE_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """What article 12 asks for, what is missing of it, and the form."""
    clerk = the_clerk(request)
    agency = agency_by_id(clerk.agency_id)
    names = list(GuideForm.base_fields)
    initial = {name: getattr(agency, name) or SUGGESTED.get(name, "") for name in names}
    form = GuideForm(sent(request), initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        version = given.pop("version")
        if attempt(
            form,
            lambda: facts.edit_guide(facts.GuideData(**given), version=version, by=clerk),
            fresh=lambda: agency_by_id(clerk.agency_id),
        ):
            return done(request, "公开指南资料已保存。", "agencies:guide")
    suggested = [GuideForm.base_fields[name].label for name in SUGGESTED if not getattr(agency, name)]
    return show(request, "agencies/guide.html", form, agency=agency, guide=guide_of(agency), suggested=suggested)
