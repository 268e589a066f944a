"""The export is the site as files: links resolve inside it, a second run writes nothing, what is withdrawn goes."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.portal.export import AddressNeeded, FolderNotOurs, export
from tests.builders import a_column, an_agency
from tests.slices.portal.builders import DAY, a_public_item, an_attachment, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def addressed(settings: object) -> None:
    """A site with an address."""
    told = settings.GONGKAI  # type: ignore[attr-defined]
    settings.GONGKAI = replace(told, site_address="https://www.example.gov.cn/zwgk")  # type: ignore[attr-defined]


def test_every_link_of_the_export_leads_to_a_file(addressed: None, tmp_path: Path) -> None:
    agency = an_agency()
    column = a_column(agency)
    items = [a_public_item(agency, column=column, on=DAY + timedelta(days=n)) for n in range(53)]
    file = an_attachment(items[0], "清单.pdf", b"%PDF-1.7 list")

    outcome = export(tmp_path)

    assert outcome.missing == []
    pages = list(tmp_path.rglob("*.html"))
    assert all((tmp_path / "i" / str(item.key) / "index.html").is_file() for item in items)
    assert (tmp_path / "i" / str(items[0].key) / "files" / f"{file.key}.pdf").read_bytes() == b"%PDF-1.7 list"
    for page in pages:
        text = page.read_text("utf-8")
        assert "长者模式" not in text
        for link in re.findall(r' (?:href|src)="((?!https?:|#)[^"]+)"', text):
            assert (page.parent / link).is_file(), (page, link)
    assert "https://www.example.gov.cn/" in (tmp_path / "feed" / "rss.xml").read_text("utf-8")


def test_a_second_run_writes_what_changed_and_removes_what_was_withdrawn(addressed: None, tmp_path: Path) -> None:
    agency = an_agency()
    kept, gone = a_public_item(agency), a_public_item(agency, "将撤回")
    first = export(tmp_path)

    again = export(tmp_path)
    withdraw(gone, "重新核对")
    third = export(tmp_path)

    assert first.written > 0
    assert again.removed == 0
    assert {path for path in tmp_path.rglob("*.html") if "将撤回" in path.read_text("utf-8")} == set()
    assert again.written <= 1  # the guide as PDF bears its day
    assert third.removed >= 1
    assert (tmp_path / "i" / str(kept.key) / "index.html").is_file()
    assert not (tmp_path / "i" / str(gone.key)).joinpath("index.html").exists()


def test_a_folder_with_other_files_is_refused(addressed: None, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", "utf-8")

    with pytest.raises(FolderNotOurs, match="POR-2003"):
        export(tmp_path)

    assert (tmp_path / "mine.txt").is_file()


def test_without_an_address_nothing_is_exported(tmp_path: Path) -> None:
    with pytest.raises(AddressNeeded, match="POR-2002"):
        export(tmp_path)


def test_a_link_in_a_text_never_makes_a_file_of_the_server_public(addressed: None, tmp_path: Path) -> None:
    secret = settings.STATIC_ROOT.parent / "keys" / "attacked"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text("geheimnis", "utf-8")
    folder = tmp_path / "site"
    a_public_item(an_agency(), body='<p><a href="/static/../keys/attacked">附件</a></p>')

    export(folder)

    secret.unlink()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"geheimnis" in path.read_bytes()]


def test_a_link_in_a_text_never_writes_beside_the_folder(addressed: None, tmp_path: Path) -> None:
    agency = an_agency()
    first = a_public_item(agency)
    crafted = f"/a/{agency.slug}/catalogue/?before=../../../../../../../evil&amp;before={first.key}"
    a_public_item(agency, body=f'<p><a href="{crafted}">目录</a></p>')
    folder = tmp_path / "deep" / "site"

    export(folder)

    assert not [path for path in tmp_path.rglob("*evil*") if path.is_file()]
    assert {path for path in tmp_path.rglob("*") if path.is_file() and folder not in path.parents} == set()


def test_a_dead_link_in_a_text_does_not_keep_what_was_withdrawn(addressed: None, tmp_path: Path) -> None:
    agency = an_agency()
    gone = a_public_item(agency, "将撤回")
    a_public_item(agency, body=f'<p><a href="/i/{gone.key}/">原通知</a>，<a href="/a/nobody/">别处</a></p>')
    export(tmp_path)
    withdraw(gone, "重新核对")

    outcome = export(tmp_path)

    assert sorted(outcome.missing) == ["/a/nobody/", f"/i/{gone.key}/"]
    assert outcome.removed >= 1
    assert not (tmp_path / "i" / str(gone.key)).joinpath("index.html").exists()


def test_a_page_that_cannot_be_made_this_time_stays_as_it_was(
    addressed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency = an_agency()
    a_public_item(agency)
    export(tmp_path)
    guide = tmp_path / "a" / agency.slug / "guide" / "index.html"
    before = guide.read_bytes()

    def refused(*given: object) -> object:
        raise AddressNeeded

    monkeypatch.setattr("gongkai.portal.views.agency.guide_of", refused)
    outcome = export(tmp_path)

    assert f"/a/{agency.slug}/guide/" in outcome.missing
    assert guide.read_bytes() == before
