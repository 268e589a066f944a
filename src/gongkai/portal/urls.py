"""The addresses of the public site. An agency's pages stand under its short name, an item under its public key."""

from django.urls import path, register_converter

from gongkai.portal import feeds, sitemaps
from gongkai.portal.views import agency, articles, display, downloads, front, lists, search


class YearConverter:
    """Four digits; there is no year 0."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        """The year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return f"{value:04d}"


register_converter(YearConverter, "year")

app_name = "portal"
_AGENCY, _COLUMN = "a/<slug:slug>/", "a/<slug:slug>/c/<slug:column>/"
urlpatterns = [
    path("", front.front, name="front"),
    path("agencies/", front.agencies, name="agencies"),
    path("search/", search.search, name="search"),
    path("display.css", display.sheet, name="display"),
    path("display/", display.choose, name="choose"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("feed/rss.xml", feeds.site_rss, name="rss"),
    path("feed/atom.xml", feeds.site_atom, name="atom"),
    path(_AGENCY, agency.home, name="agency"),
    path(_AGENCY + "guide/", agency.guide, name="guide"),
    path(_AGENCY + "guide.pdf", downloads.guide_pdf, name="guide_pdf"),
    path(_AGENCY + "institutions/", agency.institutions, name="institutions"),
    path(_AGENCY + "statutory/", agency.statutory, name="statutory"),
    path(_AGENCY + "reports/", agency.reports, name="reports"),
    path(_AGENCY + "request/", agency.request_entrance, name="request"),
    path(_AGENCY + "activities/", agency.activities, name="activities"),
    path(
        _AGENCY + "activities/<uuid:picture>.<slug:extension>", downloads.activity_picture, name="activity_picture"
    ),
    path(_AGENCY + "catalogue/", lists.catalogue, name="catalogue"),
    path(_AGENCY + "catalogue/<year:year>/", lists.catalogue, name="catalogue_year"),
    path(_AGENCY + "catalogue.<slug:kind>", downloads.catalogue, name="catalogue_file"),
    path(_AGENCY + "catalogue/<year:year>.<slug:kind>", downloads.catalogue, name="catalogue_year_file"),
    path(_AGENCY + "feed/rss.xml", feeds.agency_rss, name="agency_rss"),
    path(_AGENCY + "feed/atom.xml", feeds.agency_atom, name="agency_atom"),
    path(_COLUMN, lists.column, name="column"),
    path(_COLUMN + "<year:year>/", lists.column, name="column_year"),
    path(_COLUMN + "feed/rss.xml", feeds.column_rss, name="column_rss"),
    path(_COLUMN + "feed/atom.xml", feeds.column_atom, name="column_atom"),
    path("i/<uuid:key>/", articles.article, name="item"),
    path("i/<uuid:key>/print/", articles.printed, name="item_print"),
    path("i/<uuid:key>/files/<uuid:file>.<slug:extension>", articles.file, name="file"),
]
