"""Only the public revision of published items is ever shown; pages are the same for everyone and may be kept."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.models import PublicNotice
from gongkai.kit.search.api import Document, put
from tests.builders import a_column, an_agency
from tests.slices.portal.builders import DAY, PIXEL, a_draft_after, a_public_item, an_attachment, withdraw

pytestmark = pytest.mark.django_db
SECRET = "不应出现的字句"


def _text(client: Client, path: str) -> str:
    response = client.get(path)
    body = response.getvalue() if response.streaming else response.content
    return body.decode("utf-8", errors="replace")


def _everywhere(slug: str, column: str) -> list[str]:
    """Every list, feed and file in which an item stands."""
    agency, both = [slug], [slug, column]
    return [
        reverse("portal:front"), reverse("portal:rss"), reverse("portal:atom"),
        reverse("portal:sitemap_section", args=["items-0"]),
        *(reverse(f"portal:{name}", args=agency) for name in (
            "agency", "catalogue", "agency_rss", "agency_atom", "statutory", "reports", "institutions")),
        *(reverse(f"portal:{name}", args=both) for name in ("column", "column_rss", "column_atom")),
        *(reverse("portal:catalogue_file", args=[slug, kind]) for kind in ("csv", "json")),
        reverse("portal:search") + f"?q={SECRET}",
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["withdrawn", "drafting", "in_review"])
def test_what_is_not_public_stands_nowhere(client: Client, state: str) -> None:
    item = a_public_item(an_agency(), SECRET, body=f"<p>{SECRET}</p>", summary=SECRET)
    put([Document(item.pk, SECRET, SECRET, DAY, item.agency_id, item.column_id, 2026, "information", "")])
    file = an_attachment(item, "a.pdf")
    if state == "withdrawn":
        withdraw(item, "内容有误，重新核对后发布")
    else:
        item.state, item.awaited_role = state, "reviewer" if state == "in_review" else ""
        item.save()

    answer = client.get(reverse("portal:item", args=[item.key]))

    assert answer.status_code == (410 if state == "withdrawn" else 404)
    assert SECRET not in answer.content.decode()
    assert ("内容有误，重新核对后发布" in answer.content.decode()) == (state == "withdrawn")
    assert client.get(reverse("portal:file", args=[item.key, file.key, "pdf"])).status_code == 404
    pages = {path: _text(client, path) for path in _everywhere(item.agency.slug, item.column.slug)}
    typed = pages.pop(reverse("portal:search") + f"?q={SECRET}")
    assert str(item.key) not in typed
    assert [path for path, text in pages.items() if SECRET in text or str(item.key) in text] == []


def test_a_correction_under_way_is_not_seen_and_a_published_one_says_so(client: Client) -> None:
    item = a_public_item(an_agency(), body="<p>原文</p>")
    a_draft_after(item, SECRET, f"<p>{SECRET}</p>")
    later = an_attachment(item, "b.pdf", from_revision=2)
    PublicNotice.objects.create(item=item, kind="correction", on=DAY, text="更正了办理地点")

    page = _text(client, reverse("portal:item", args=[item.key]))

    assert SECRET not in page
    assert "原文" in page
    assert "更正了办理地点" in page
    assert item.drafter.name not in page
    assert client.get(reverse("portal:file", args=[item.key, later.key, "pdf"])).status_code == 404


def test_pages_are_kept_by_anyone_and_set_no_cookie(client: Client) -> None:
    item = a_public_item(an_agency())

    for path in _everywhere(item.agency.slug, item.column.slug):
        response = client.get(path)
        assert response.headers["Cache-Control"] == "public, max-age=60", path
        assert not response.cookies, path
        assert "csrf" not in _text(client, path).lower(), path
        if not response.streaming:
            again = client.get(path, headers={"if-none-match": response.headers["ETag"]})
            assert again.status_code == 304, path


def test_the_display_is_a_style_sheet_and_changes_no_page(client: Client) -> None:
    a_public_item(an_agency())
    before = client.get("/").content
    chosen = client.get(
        reverse("portal:choose"), {"text": "large", "theme": "dark"}, headers={"referer": "https://elsewhere.test/"}
    )

    sheet = client.get(reverse("portal:display"))

    assert chosen.headers["Location"] == "/"
    assert "font-size: 24px" in sheet.content.decode()
    assert "color-scheme: dark" in sheet.content.decode()
    assert sheet.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in sheet.headers["Vary"]
    assert client.get("/").content == before


def test_a_file_is_typed_by_us_and_never_run(client: Client) -> None:
    item = a_public_item(an_agency())
    page = an_attachment(item, "页面.html", b"<script>alert(1)</script>", media_type="text/html")
    picture = an_attachment(item, "图.png", PIXEL, media_type="image/png", is_inline=True)

    attached = client.get(reverse("portal:file", args=[item.key, page.key, "html"]))
    inline = client.get(reverse("portal:file", args=[item.key, picture.key, "png"]))

    assert attached.headers["Content-Disposition"].startswith("attachment")
    assert attached.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in attached.headers["Content-Security-Policy"]
    assert not inline.headers.get("Content-Disposition", "").startswith("attachment")
    assert inline.getvalue() == PIXEL


def test_a_long_column_is_paged_both_ways_without_gap_or_repeat(client: Client) -> None:
    agency = an_agency()
    column = a_column(agency)
    keys = [
        a_public_item(agency, f"第{n}号通知", column=column, on=DAY + timedelta(days=n // 3)).key for n in range(7)
    ]
    address = reverse("portal:column", args=[agency.slug, column.slug])
    from gongkai.disclosures.selectors import public

    first = public.page(public.Where(column=column.pk), size=3)
    second = public.page(public.Where(column=column.pk), before=first.older, size=3)
    third = public.page(public.Where(column=column.pk), before=second.older, size=3)
    back = public.page(public.Where(column=column.pk), after=second.newer, size=3)

    assert [line.key for page in (first, second, third) for line in page.lines] == keys[::-1]
    assert third.older is None
    assert back.lines == first.lines
    assert client.get(address, {"before": "nothing"}).status_code == 404
    assert client.get(address, {"before": str(uuid4())}).status_code == 200


@pytest.mark.parametrize("name", ["front", "column", "catalogue", "agency", "item"])
def test_a_page_asks_no_more_for_many_than_for_few(
    client: Client, name: str, django_assert_max_num_queries: object
) -> None:
    agency = an_agency()
    column = a_column(agency)
    items = [a_public_item(agency, f"通知{n}", column=column, on=DAY + timedelta(days=n)) for n in range(20)]
    arguments = {"front": [], "column": [agency.slug, column.slug], "item": [items[0].key]}.get(name, [agency.slug])

    with django_assert_max_num_queries(9):  # type: ignore[operator]  # a fixture
        response = client.get(reverse(f"portal:{name}", args=arguments))

    assert response.status_code == 200


def test_the_catalogue_downloads_hold_the_four_fields(client: Client) -> None:
    item = a_public_item(an_agency(), "=SUM(A1)")
    told = json.loads(_text(client, reverse("portal:catalogue_file", args=[item.agency.slug, "json"])))
    table = _text(client, reverse("portal:catalogue_file", args=[item.agency.slug, "csv"]))

    assert told["items"][0]["index_number"] == item.index_number
    assert told["items"][0]["formed_on"] == "2026-03-09"
    assert "'=SUM(A1)" in table
    assert client.get(reverse("portal:catalogue_file", args=[item.agency.slug, "exe"])).status_code == 404


def test_the_guide_has_every_element_of_article_12(client: Client) -> None:
    agency = an_agency(
        office_name="党政办公室", address="港湾路1号", hours="工作日9:00至17:00", telephone="0531-0000001",
        fax="0531-0000002", mail="gk@example.gov.cn", postcode="250000",
    )  # fmt: skip

    page = _text(client, reverse("portal:guide", args=[agency.slug]))
    paper = client.get(reverse("portal:guide_pdf", args=[agency.slug]))

    for told in (agency.office_name, agency.address, agency.hours, agency.telephone, agency.fax, agency.mail):
        assert told in page
    for word in ("分类", "编排体系", "获取方式", "信息处理费", "行政复议"):
        assert word in page
    assert paper.content.startswith(b"%PDF")


def test_an_article_carries_the_meta_tags_of_the_guideline(client: Client, settings: object) -> None:
    item = a_public_item(an_agency(), "关于<b>的通知", keywords="公开", source="办公室")

    page = _text(client, reverse("portal:item", args=[item.key]))

    assert '<meta name="ArticleTitle" content="关于&lt;b&gt;的通知">' in page
    assert '<meta name="PubDate" content="2026-03-09 09:00">' in page
    assert '<meta name="ContentSource" content="办公室">' in page
    assert f'<meta name="ColumnName" content="{item.column.name}">' in page


def test_what_is_published_is_found_with_its_facets(client: Client) -> None:
    item = a_public_item(an_agency(), "关于医疗救助的通知")
    put([Document(item.pk, item.title, "正文", DAY, item.agency_id, item.column_id, 2026, "information", "")])
    address = reverse("portal:search")

    found = client.get(address, {"q": "医疗救助", "agency": item.agency.slug, "year": "2026"}).content.decode()
    nothing = client.get(address, {"q": "医疗救助", "agency": "nobody"}).content.decode()

    assert str(item.key) in found
    assert "<mark>医疗救助</mark>" in found
    assert "没有找到" in nothing


def test_a_site_that_begins_at_an_agency_shows_nothing_above_it(client: Client, settings: object) -> None:
    from dataclasses import replace

    district = an_agency(kind="county")
    inside, outside = a_public_item(an_agency(under=district), "里面"), a_public_item(an_agency(), "外面的信息")
    settings.GONGKAI = replace(settings.GONGKAI, site_root=district.slug)  # type: ignore[attr-defined]

    assert "外面的信息" not in _text(client, "/")
    assert "里面" in _text(client, "/")
    assert client.get(reverse("portal:item", args=[outside.key])).status_code == 404
    assert client.get(reverse("portal:item", args=[inside.key])).status_code == 200
    assert str(outside.key) not in _text(client, reverse("portal:sitemap_section", args=["items-0"]))


def test_a_header_of_the_governments_own_site_is_cleaned(
    client: Client, settings: object, tmp_path: object
) -> None:
    folder = tmp_path / "portal"  # type: ignore[operator]
    folder.mkdir()
    (folder / "header.html").write_text(
        '<header><a href="https://www.example.gov.cn/">区政府</a><script>x</script></header>', "utf-8"
    )
    settings.GONGKAI_HOME = tmp_path  # type: ignore[attr-defined]

    page = _text(client, "/")

    assert 'href="https://www.example.gov.cn/"' in page
    assert "<script" not in page


def test_years_run_without_end(client: Client) -> None:
    item = a_public_item(an_agency(), on=date(2024, 5, 6))

    assert (
        client.get(reverse("portal:column_year", args=[item.agency.slug, item.column.slug, 2024])).status_code
        == 200
    )
    assert (
        client.get(reverse("portal:column_year", args=[item.agency.slug, item.column.slug, 2023])).status_code
        == 404
    )
