"""RSS and Atom of the site, of an agency, of a column: the newest fifty, with summaries."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from gongkai.disclosures.selectors import public as disclosures
from gongkai.portal.caching import public
from gongkai.portal.finding import agency_at
from gongkai.portal.frame import Frame, frame, of_items, scope

COUNT = 50


class _Newest(Feed):  # type: ignore[type-arg]  # of a source and lines
    """What the three have in common. The source is (frame, path of the feed, title, path of the page, items)."""

    language = "zh-cn"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        told = frame(request)
        return (told, request.path, *self.source(told, **kwargs))

    def source(self, told: Frame) -> tuple[str, str, disclosures.Where]:
        return told.name, reverse("portal:front"), disclosures.Where(path=scope().path)

    def title(self, source: Any) -> str:  # noqa: ANN401
        return str(source[2])

    def link(self, source: Any) -> str:  # noqa: ANN401
        return str(source[0].absolute(source[3]))

    def feed_url(self, source: Any) -> str:  # noqa: ANN401
        return str(source[0].absolute(source[1]))

    def description(self, source: Any) -> str:  # noqa: ANN401
        return f"{source[2]}最新公开的信息"

    def subtitle(self, source: Any) -> str:  # noqa: ANN401
        return self.description(source)

    def items(self, source: Any) -> list[tuple[disclosures.Line, str]]:  # noqa: ANN401
        address = of_items()
        lines = disclosures.latest(source[4], COUNT)
        return [(line, source[0].absolute(address.of(line.key))) for line in lines]

    def item_title(self, item: Any) -> str:  # noqa: ANN401
        return str(item[0].title)

    def item_description(self, item: Any) -> str:  # noqa: ANN401
        return str(item[0].summary)

    def item_link(self, item: Any) -> str:  # noqa: ANN401
        return str(item[1])

    def item_guid(self, item: Any) -> str:  # noqa: ANN401
        return f"urn:uuid:{item[0].key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime:  # noqa: ANN401
        return item[0].published_at  # type: ignore[no-any-return]

    def item_updateddate(self, item: Any) -> datetime:  # noqa: ANN401
        return item[0].published_at  # type: ignore[no-any-return]


class _Agency(_Newest):
    def source(self, told: Frame, slug: str) -> tuple[str, str, disclosures.Where]:  # type: ignore[override]
        agency = agency_at(slug)
        page = reverse("portal:agency", args=[slug])
        return f"{agency.name}政府信息公开", page, disclosures.Where(agency=agency.pk)


class _Column(_Newest):
    def source(self, told: Frame, slug: str, column: str) -> tuple[str, str, disclosures.Where]:  # type: ignore[override]
        agency = agency_at(slug)
        found = disclosures.column(agency.pk, column)
        if found is None:
            raise Http404(column)
        page = reverse("portal:column", args=[slug, column])
        return f"{agency.name}：{found.name}", page, disclosures.Where(column=found.pk)


def _view(feed: type[_Newest], kind: type[Rss201rev2Feed] | type[Atom1Feed]) -> Any:  # noqa: ANN401
    """A feed as a page that is kept like the others."""
    made = type(feed.__name__, (feed,), {"feed_type": kind})()

    @public
    def view(request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = made(request, **kwargs)
        del response["Last-Modified"]  # the ETag decides; a correction does not change the newest date
        return response  # type: ignore[no-any-return]

    return view


site_rss, site_atom = _view(_Newest, Rss201rev2Feed), _view(_Newest, Atom1Feed)
agency_rss, agency_atom = _view(_Agency, Rss201rev2Feed), _view(_Agency, Atom1Feed)
column_rss, column_atom = _view(_Column, Rss201rev2Feed), _view(_Column, Atom1Feed)
