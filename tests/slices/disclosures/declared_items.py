"""What items, their review and the register declare: addresses with who may use them, and every act."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from gongkai.disclosures.models import Item
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.services import (
    attachments,
    chains,
    items,
    numbering,
    pictures,
    publishing,
    register,
    remarks,
    review,
    withdrawals,
)
from gongkai.disclosures.services.attachments import Incoming
from gongkai.disclosures.services.register import Basis
from gongkai.kit import clock
from gongkai.kit.access import SIGNED_IN
from gongkai.kit.richtext import DocxImage
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.wording import TermRule, shipped_terms
from tests.slices.disclosures.builders import (
    Office,
    a_draft,
    approved,
    corrected,
    facts,
    published,
    sign_next,
    submitted,
    the_office,
)
from tests.world import Address, World

READ = frozenset({Perm.DISCLOSURE_READ})
DRAFT = frozenset({Perm.DISCLOSURE_DRAFT})
SIGN = frozenset({Perm.DISCLOSURE_SIGN})
PUBLISH = frozenset({Perm.DISCLOSURE_PUBLISH})
CONFIGURE = frozenset({Perm.CHAIN_CONFIGURE})
TEXT = b"a,b\n1,2\n"
Make = Callable[[Office], Item]


def _item(make: Make, **more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"key": make(the_office(world)).key, **more}


def _file(world: World) -> dict[str, Any]:
    office = the_office(world)
    item = a_draft(office)
    added = attachments.attach(item.key, Incoming("附件.csv", TEXT), by=office.handler)
    return {"key": item.key, "attachment": added.key}


def _column(world: World) -> dict[str, Any]:
    return {"column": the_office(world).column.pk}


def _picture(world: World) -> dict[str, Any]:
    item = a_draft(the_office(world))
    address = pictures.held(item, DocxImage("images/1.png", "image/png", b"png", ""))
    return {"key": item.key, "note": address.rstrip("/").rpartition("/")[2]}


def _own_chain(world: World) -> dict[str, Any]:
    office = the_office(world)
    chains.configure(reviews.DEFAULT_STEPS, by=office.disclosure_officer, column=office.column.pk)
    return {"column": office.column.pk}


def _term(world: World) -> dict[str, Any]:
    rule = TermRule("按步就班", "按部就班")
    return {"pk": remarks.add_term(rule, by=world.clerks["disclosure_officer"]).pk}


def _document(office: Office) -> Item:
    return published(office, kind="normative_document", valid_from=clock.today())


def _withdrawn(office: Office) -> Item:
    item = published(office)
    return publishing.withdraw(item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)


def _to_be_withdrawn(office: Office) -> Item:
    item, on = published(office), clock.today() + timedelta(days=7)
    return withdrawals.schedule(item.key, "公示期满", on=on, by=office.disclosure_officer).item


BOTH = ("GET", "POST")
POST = ("POST",)
ADDRESSES = [
    Address("disclosures:desk", SIGNED_IN),
    Address("disclosures:items", READ),
    Address("disclosures:item_new", DRAFT, methods=BOTH),
    Address("disclosures:item", READ, _item(submitted), own=True),
    Address("disclosures:item_edit", DRAFT, _item(a_draft), methods=BOTH, own=True),
    Address("disclosures:item_word", DRAFT, _item(a_draft), methods=BOTH, own=True),
    Address("disclosures:item_picture", DRAFT, _picture, own=True),
    Address("disclosures:item_print", READ, _item(approved), own=True),
    Address("disclosures:item_remark", DRAFT | SIGN, _item(a_draft), methods=POST, own=True),
    Address("disclosures:item_attach", DRAFT, _item(a_draft), methods=POST, own=True),
    Address("disclosures:item_file", READ, _file, own=True),
    Address("disclosures:item_detach", DRAFT, _file, methods=POST, own=True),
    Address("disclosures:item_review", SIGN, _item(submitted), methods=BOTH, own=True),
    Address("disclosures:item_send_back", SIGN | PUBLISH, _item(submitted), methods=BOTH, own=True),
    Address("disclosures:item_drop", DRAFT | PUBLISH, _item(a_draft), methods=BOTH, own=True),
    Address("disclosures:item_draft_act", DRAFT, _item(a_draft, verb="submit"), methods=BOTH, own=True),
    Address("disclosures:item_publish_act", PUBLISH, _item(approved, verb="publish"), methods=BOTH, own=True),
    Address("disclosures:chains", CONFIGURE),
    Address("disclosures:chain_agency", CONFIGURE, methods=BOTH),
    Address("disclosures:chain_column", CONFIGURE, _column, methods=BOTH, own=True),
    Address("disclosures:chain_clear", CONFIGURE, _own_chain, methods=POST, own=True),
    Address("disclosures:numbering", CONFIGURE, methods=BOTH),
    Address("disclosures:wordings", READ),
    Address("disclosures:wording_add", PUBLISH | CONFIGURE, methods=POST),
    Address("disclosures:wording_off", PUBLISH | CONFIGURE, methods=POST),
    Address("disclosures:wording_active", PUBLISH | CONFIGURE, _term, methods=POST, own=True),
    Address("disclosures:register", READ),
    Address("disclosures:register_document", READ, _item(_document), own=True),
    Address("disclosures:register_enter", PUBLISH, _item(_document), methods=POST, own=True),
]


def _edit(office: Office) -> None:
    item = a_draft(office)
    items.edit(item.key, facts(office, "新的标题"), "<p>新的正文。</p>", version=item.version, by=office.handler)


def _detach(office: Office) -> None:
    item = a_draft(office)
    added = attachments.attach(item.key, Incoming("附件.csv", TEXT), by=office.handler)
    attachments.detach(item.key, added.key, by=office.handler)


def _sign(office: Office) -> None:
    sign_next(office, submitted(office))


def _decide(office: Office) -> None:
    item = a_draft(office, "<p>联系电话：13800138000</p>")
    assert item.latest is not None
    asked = reviews.remarks_of(item, item.latest, [])[0]
    remarks.decide(item.key, asked.remark.code, asked.fingerprint, "单位值班手机", by=office.handler)


def _scheduled(office: Office) -> Item:
    hour = clock.now() + timedelta(hours=1)
    return publishing.schedule(approved(office).key, hour, by=office.disclosure_officer)


def _at_the_hour(office: Office) -> None:
    item = _scheduled(office)
    publishing.publish_scheduled(item.pk, now=clock.now() + timedelta(hours=2))


def _publish_correction(office: Office) -> None:
    item = approved(office, corrected(office))
    publishing.publish_correction(item.key, on=clock.today(), by=office.disclosure_officer)


def _filed(office: Office) -> Item:
    item = approved(office, publicity="withheld", ground="EX16A", publicity_reason="内部工作流程")
    return publishing.file(item.key, on=clock.today(), by=office.disclosure_officer)


def _on_register(act: Callable[..., object], **more: Any) -> Callable[[Office], object]:
    def do(office: Office) -> object:
        day = clock.today()
        return act(_document(office).key, on=day, basis=Basis("某决定"), by=office.disclosure_officer, **more)

    return do


def _set_active(office: Office) -> None:
    by = office.disclosure_officer
    remarks.set_active(remarks.add_term(TermRule("按步就班", "按部就班"), by=by).pk, active=False, by=by)


def _clear(office: Office) -> None:
    chains.configure(reviews.DEFAULT_STEPS, by=office.disclosure_officer, column=office.column.pk)
    chains.clear(office.column.pk, by=office.disclosure_officer)


_DO: dict[str, Callable[[Office], object]] = {
    "item.draft": a_draft,
    "item.edit": _edit,
    "item.correct": corrected,
    "item.cancel": lambda o: items.cancel(a_draft(o).key, by=o.handler),
    "item.drop": lambda o: items.drop(a_draft(o).key, "已有同类信息", by=o.handler),
    "item.redraft": lambda o: items.redraft(_withdrawn(o).key, by=o.handler),
    "item.attach": lambda o: attachments.attach(a_draft(o).key, Incoming("附件.csv", TEXT), by=o.handler),
    "item.detach": _detach,
    "item.submit": submitted,
    "item.sign": _sign,
    "item.send_back": lambda o: review.send_back(submitted(o).key, "日期有误", by=o.section_head),
    "item.take_back": lambda o: review.take_back(submitted(o).key, by=o.handler),
    "item.decide_remark": _decide,
    "item.publish": published,
    "item.schedule": _scheduled,
    "item.unschedule": lambda o: publishing.unschedule(_scheduled(o).key, by=o.disclosure_officer),
    "item.publish_scheduled": _at_the_hour,
    "item.not_published": lambda o: publishing.not_published(
        _scheduled(o).pk, "机关已撤销", now=clock.now() + timedelta(hours=2)
    ),
    "item.publish_correction": _publish_correction,
    "item.withdraw": _withdrawn,
    "item.schedule_withdrawal": _to_be_withdrawn,
    "item.unschedule_withdrawal": lambda o: withdrawals.unschedule(
        _to_be_withdrawn(o).key, by=o.disclosure_officer
    ),
    "item.withdraw_scheduled": lambda o: withdrawals.withdraw_scheduled(
        _to_be_withdrawn(o).pk, today=clock.today() + timedelta(days=7)
    ),
    "item.file": _filed,
    "register.amend": _on_register(register.amend),
    "register.repeal": _on_register(register.repeal),
    "register.declare_invalid": _on_register(register.declare_invalid),
    "register.extend": _on_register(register.extend, until=clock.today() + timedelta(days=365)),
    "chain.configure": lambda o: chains.configure(reviews.DEFAULT_STEPS, by=o.disclosure_officer),
    "chain.clear": _clear,
    "numbering.configure": lambda o: numbering.configure("{uscc}/{year}-{serial:6}", {}, by=o.disclosure_officer),
    "wording.add": lambda o: remarks.add_term(TermRule("按步就班", "按部就班"), by=o.disclosure_officer),
    "wording.switch_off": lambda o: remarks.switch_off(shipped_terms().rules[0].wrong, by=o.disclosure_officer),
    "wording.set_active": _set_active,
}
ACTS: dict[str, Callable[[World], object]] = {
    code: lambda world, do=do: do(the_office(world))
    for code, do in _DO.items()  # type: ignore[misc]
}
