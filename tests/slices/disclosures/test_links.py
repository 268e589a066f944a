"""Links of the texts: own pages judged by the records, others by visits; remarks that a person decides."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.errors import UndecidedRemarks
from gongkai.disclosures.models import Item, LinkTarget, LinkUse
from gongkai.disclosures.selectors import links as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.selectors.items import files_at
from gongkai.disclosures.services import attachments, items, publishing, remarks, review
from gongkai.disclosures.services import links as services
from gongkai.disclosures.services.attachments import Incoming
from gongkai.disclosures.tasks import links as tasks
from gongkai.kit import clock
from gongkai.kit.outside import Answer, Silent
from gongkai.statute.wording import page_text
from gongkai.statute.written import written
from tests.builders import sign_in
from tests.kit.outside.neighbour import a_neighbour
from tests.slices.disclosures.builders import a_draft, an_office, facts, published

pytestmark = pytest.mark.django_db
HOST = "www.example.test"


@pytest.fixture
def web(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site that the office allows although it stands on this machine: its address."""
    real = socket.getaddrinfo

    def told(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        if host.endswith(".example.test"):
            return [(0, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]
        return list(real(host, port, *args, **kwargs))  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", told)
    with a_neighbour() as (port, _):
        settings.GONGKAI = replace(settings.GONGKAI, link_ports=(str(port),), link_inside=(HOST,))
        yield f"http://{HOST}:{port}"


def a_text(*hrefs: str) -> str:
    return "".join(f'<p>见<a href="{href}">第{number}处</a>。</p>' for number, href in enumerate(hrefs, 1))


def said(item: Item) -> list[tuple[str, str]]:
    item.refresh_from_db()
    assert item.latest is not None
    files = files_at(item.pk, item.latest.number)
    asked = reviews.remarks_of(item, item.latest, files)
    return [(a.remark.code, a.remark.says) for a in asked if a.remark.code in {"PC-22", "PC-23", "PC-24"}]


def told(item: Item) -> str:
    assert item.latest is not None
    return str(selectors.visits(page_text(item.latest.body)))


def at(item: Item, name: str = "item", **more: object) -> str:
    return reverse(f"portal:{name}", kwargs={"key": item.key} | more)


def a_target(address: str) -> LinkTarget:
    return LinkTarget.objects.get(address=address)


# Own pages


def test_a_link_to_what_is_public_is_in_order() -> None:
    office = an_office()
    other = published(office)

    item = a_draft(office, a_text(at(other), at(other, "item_print"), "/", "/search/?q=1"))

    assert said(item) == []


def test_a_link_to_what_was_withdrawn_or_is_not_out_or_is_nothing() -> None:
    office = an_office()
    gone, draft = published(office), a_draft(office)
    publishing.withdraw(gone.key, "内容有误", on=clock.today(), by=office.disclosure_officer)
    nothing = at(draft).replace(str(draft.key), "00000000-0000-4000-8000-000000000000")

    item = a_draft(office, a_text(at(gone), at(draft), nothing, "/work/", "/nowhere/"))

    assert [(code, says.partition("，")[2]) for code, says in said(item)] == [
        ("PC-22", f"这条信息已于 {written(clock.today())} 撤回。"),
        ("PC-22", "这条信息没有公开。"),
        ("PC-22", "本平台没有这条信息。"),
        ("PC-22", "是需要登录的页面。"),
        ("PC-22", "本平台没有这个网址。"),
    ]


def test_a_link_to_a_column(settings: LazySettings) -> None:
    office = an_office()
    there = reverse("portal:column", args=[office.agency.slug, office.column.slug])

    item = a_draft(office, a_text(there, there.replace(office.column.slug, "no-such-column")))

    assert [says.partition("，")[2] for _, says in said(item)] == ["本平台没有这个栏目，或者已经停用。"]


def test_own_pages_are_known_by_the_full_address_too(settings: LazySettings) -> None:
    office = an_office()
    settings.GONGKAI = replace(settings.GONGKAI, site_address="https://www.gangwan.gov.cn/zwgk")
    draft = a_draft(office)

    item = a_draft(
        office, a_text(f"https://www.gangwan.gov.cn/zwgk{at(draft)}", "https://www.gangwan.gov.cn/other/")
    )

    assert [code for code, _ in said(item)] == ["PC-22"]
    assert list(LinkTarget.objects.values_list("address", flat=True)) == ["https://www.gangwan.gov.cn/other/"]


def test_a_text_may_speak_of_its_own_files_while_it_has_them() -> None:
    office = an_office()
    item = a_draft(office)
    file = attachments.attach(item.key, Incoming("表.txt", "内容".encode()), by=office.handler)
    item.refresh_from_db()
    body = a_text(at(item), at(item, "file", file=file.key, extension="txt"))
    item = items.edit(item.key, facts(office, item.title), body, version=item.version, by=office.handler)

    before = said(item)
    attachments.detach(item.key, file.key, by=office.handler)

    assert before == []
    assert [says.partition("，")[2] for _, says in said(item)] == ["附件不存在或者已经移除。"]


def test_a_picture_that_the_public_would_not_see() -> None:
    office = an_office()
    item = a_draft(office)
    png = b"\x89PNG\r\n\x1a\n" + bytes(40)
    file = attachments.attach(item.key, Incoming("图.png", png, "流程图", is_inline=True), by=office.handler)
    item.refresh_from_db()
    sources = (at(item, "file", file=file.key, extension="png"), "https://www.example.cn/a.png")
    body = "".join(f'<p><img src="{source}" alt="流程图"></p>' for source in sources)
    item = items.edit(item.key, facts(office, item.title), body, version=item.version, by=office.handler)

    before = said(item)
    attachments.detach(item.key, file.key, by=office.handler)

    outside = ("PC-24", "第2张图片公众看不到：在其他网站上，本平台的页面不加载。")
    assert before == [outside]
    assert said(item) == [("PC-24", "第1张图片公众看不到：附件不存在或者已经移除。"), outside]


def test_what_is_withdrawn_later_is_listed_with_the_text_that_leads_there() -> None:
    office = an_office()
    other = published(office)
    item = published(office, body=a_text(at(other)))
    before = selectors.broken(office.handler).count()

    publishing.withdraw(other.key, "内容有误", on=clock.today(), by=office.disclosure_officer)

    (found,) = selectors.explained(selectors.broken(office.handler))
    assert (before, found.use.item, found.problem) == (0, item, f"指向的信息已于 {written(clock.today())} 撤回")
    assert list(selectors.broken(an_office().handler)) == []


# Visits


def test_a_dead_link_is_a_remark_that_a_person_decides(web: str) -> None:
    office = an_office()
    item = a_draft(office, a_text(f"{web}/200", f"{web}/404", f"{web}/to?/200"))

    waiting = told(item)
    assert tasks.visit_due()
    assert tasks.visit_due(), "a host is visited twice at a time, so the third comes next"

    assert waiting == "3 条外部链接中 3 条等候检查。"
    assert said(item) == [("PC-23", f"链接“第2处”指向 {web}/404，检查时打不开：404。")]
    assert told(item).startswith(f"3 条外部链接中 1 条打不开（404），检查于 {written(clock.today())}")
    with pytest.raises(UndecidedRemarks):
        review.submit(item.key, by=office.handler)
    (asked,) = [a for a in reviews.remarks_of(item, item.latest, []) if a.is_open]  # type: ignore[arg-type]
    remarks.decide(item.key, asked.remark.code, asked.fingerprint, "对方正在维护", by=office.handler)
    assert review.submit(item.key, by=office.handler).state == "in_review"


def test_a_fault_of_the_server_is_looked_at_twice(web: str) -> None:
    office = an_office()
    item = a_draft(office, a_text(f"{web}/503"))

    tasks.visit_due()
    once = a_target(f"{web}/503")
    twice = services.settle(a_target(f"{web}/503"), Answer(503, ""), clock.now())

    assert (once.state, once.problem) == ("unsure", "503，稍后再看一次")
    assert (twice.state, twice.problem) == ("dead", "503")
    assert [code for code, _ in said(item)] == ["PC-23"]


def test_who_turns_machines_away_is_not_called_dead(web: str) -> None:
    item = a_draft(an_office(), a_text(f"{web}/403"))

    tasks.visit_due()

    assert said(item) == []
    assert "1 条没有检查成（对方不让机器访问（403），请人工打开看一看）" in told(item)


@pytest.mark.parametrize("outcome", [Silent("silent", "连接不上"), Silent("name", "域名不存在", unknown=True)])
def test_a_machine_without_internet_calls_no_link_dead(outcome: Silent) -> None:
    item = a_draft(an_office(), a_text("https://gone.example.cn/"))
    target = a_target("https://gone.example.cn/")

    for _ in range(5):
        target = services.settle(target, outcome, clock.now())

    assert target.state == "unsure"
    assert target.due_at == target.checked_at + timedelta(hours=1)  # type: ignore[operator]
    assert said(item) == []
    assert "没有检查成" in told(item)
    assert "不能确定是不是本服务器的网络不通" in told(item)


@pytest.mark.parametrize("outcome", [Silent("silent", "连接不上"), Silent("name", "域名不存在", unknown=True)])
def test_where_others_answer_silence_is_the_hosts_own(outcome: Silent) -> None:
    item = a_draft(an_office(), a_text("https://gone.example.cn/", "https://there.example.cn/"))
    services.settle(a_target("https://there.example.cn/"), Answer(200, ""), clock.now())

    states = [services.settle(a_target("https://gone.example.cn/"), outcome, clock.now()).state for _ in range(2)]

    assert states == ["unsure", "dead"]
    assert [says.rpartition("：")[2] for _, says in said(item)] == [f"{outcome.problem}。"]


def test_an_answer_from_inside_proves_nothing_about_the_outside(web: str) -> None:
    a_draft(an_office(), a_text(f"{web}/200", "https://gone.example.cn/"))
    tasks.visit_due()
    target = LinkTarget.objects.get(address="https://gone.example.cn/")

    for _ in range(3):
        target = services.settle(target, Silent("silent", "连接不上"), clock.now())

    assert a_target(f"{web}/200").state == "alive"
    assert target.state == "unsure"


def test_an_address_that_leads_inside_is_not_visited(web: str) -> None:
    inside = web.replace(HOST, "oa.example.test")
    item = a_draft(an_office(), a_text(f"{inside}/200"))

    tasks.visit_due()

    assert a_target(f"{inside}/200").state == "unsure"
    assert "解析到内部网络的地址" in told(item)


def test_a_host_is_visited_only_so_often_at_a_time(settings: LazySettings) -> None:
    hrefs = [f"https://www.example.cn/{number}" for number in range(6)] + ["https://b.example.cn/"]
    a_draft(an_office(), a_text(*hrefs))
    now = clock.now()

    first, second = services.claim(now), services.claim(now)
    services.settle(first[0], Answer(200, ""), now)
    third = services.claim(now)

    assert sorted(target.host for target in first) == ["b.example.cn", "www.example.cn", "www.example.cn"]
    assert (second, [target.host for target in third]) == ([], ["www.example.cn"])


def test_a_visit_whose_worker_died_is_made_again() -> None:
    a_draft(an_office(), a_text("https://www.example.cn/"))
    now = clock.now()
    services.claim(now)

    assert services.claim(now + timedelta(minutes=1)) == []
    assert [t.host for t in services.claim(now + services.CLAIM + timedelta(seconds=1))] == ["www.example.cn"]


def test_public_texts_are_visited_again_and_the_dead_are_listed(web: str, settings: LazySettings) -> None:
    office = an_office()
    item = published(office, body=a_text(f"{web}/200"))
    tasks.visit_due()
    target = a_target(f"{web}/200")
    after = clock.now() + timedelta(days=settings.GONGKAI.link_days)

    assert services.claim(after - timedelta(hours=1)) == []
    (again,) = services.claim(after)
    services.settle(again, Answer(404, ""), after)

    (found,) = selectors.explained(selectors.broken(office.handler))
    assert (found.use.item, found.use.words, found.problem) == (item, "第1处", "404")
    assert target.pk == again.pk
    page = sign_in(Client(), office.handler).get(reverse("disclosures:freshness")).content.decode()
    assert "已公开的正文中有 1 条链接打不开" in page
    assert item.title in page


def test_what_no_text_names_any_more_is_not_visited() -> None:
    office = an_office()
    item = a_draft(office, a_text("https://old.example.cn/"))
    items.edit(item.key, facts(office, item.title), "<p>没有链接。</p>", version=item.version, by=office.handler)

    assert services.claim(clock.now()) == []
    assert a_target("https://old.example.cn/").due_at is None


def test_saving_a_text_again_has_its_links_looked_at_again() -> None:
    office = an_office()
    item = a_draft(office, a_text("https://www.example.cn/"))
    settle_at(clock.now() - timedelta(hours=2))

    items.edit(item.key, facts(office, "改后的标题"), a_text("https://www.example.cn/"), version=item.version,
               by=office.handler)  # fmt: skip

    assert [target.address for target in services.claim(clock.now())] == ["https://www.example.cn/"]


def settle_at(moment: datetime) -> None:
    for target in LinkTarget.objects.all():
        services.settle(target, Answer(200, ""), moment)


def test_texts_that_came_in_without_a_clerk_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    published(office, body=a_text("https://www.example.cn/"))
    a_draft(office, a_text("https://draft.example.cn/"))
    LinkUse.objects.all().delete()
    LinkTarget.objects.all().delete()

    services.read_more()
    nothing = LinkUse.objects.count()
    monkeypatch.setattr(services, "SETTLED", timedelta(0))
    services.read_more()
    services.read_more()

    assert nothing == 0, "an import may still be under way"
    assert [use.address for use in LinkUse.objects.all()] == ["https://www.example.cn/"]


def test_the_check_can_be_switched_off(settings: LazySettings) -> None:
    item = a_draft(an_office(), a_text("https://www.example.cn/"))
    settings.GONGKAI = replace(settings.GONGKAI, link_check=False)

    assert not tasks.visit_due()
    assert told(item) == "1 条外部链接中 1 条没有检查。"
