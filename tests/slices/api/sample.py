"""A world with one of everything an address of the API can name, and a token of each role."""

from dataclasses import dataclass
from typing import Any

from gongkai.accounts.models import Post, Term
from gongkai.audit.models import Entry
from gongkai.disclosures.models import WordingTerm
from gongkai.disclosures.selectors.review import DEFAULT_STEPS
from gongkai.disclosures.services import attachments, chains
from gongkai.disclosures.services.attachments import Incoming
from gongkai.kit import clock
from gongkai.kit.api import Operation
from gongkai.statute.vocab.roles import ROLES
from tests.slices.agencies.declared import a_group
from tests.slices.api.calls import bearer
from tests.slices.api.paths import in_path
from tests.slices.disclosures import ledger_files
from tests.slices.disclosures.builders import a_draft, approved, published, the_office
from tests.slices.disclosures.declared_activities import a_picture, a_point, a_withheld_item
from tests.slices.disclosures.declared_channels import a_delivery
from tests.world import World, a_world


@dataclass(frozen=True)
class Sample:
    """The world, a header for each role, and what each name in a path stands for."""

    world: World
    headers: dict[str, dict[str, str]]
    known: dict[str, Any]

    def header_for(self, operation: Operation) -> dict[str, str]:
        """The token of one who may."""
        role = next(
            role.code
            for role in ROLES
            if not operation.may or not operation.may.isdisjoint(self.world.clerks[role.code].may)
        )
        return self.headers[role]

    def path_of(self, operation: Operation) -> dict[str, Any]:
        """What is there, for each name in the path."""
        return {
            name: str(self.known.get(f"{operation.id}.{name}", self.known.get(f"{operation.tag}.{name}")))
            for name in in_path(operation.path)
        }


def a_sample() -> Sample:
    """Everything once, in the agency of the world's clerks."""
    world = a_world()
    office = the_office(world)
    draft, public = a_draft(office), published(office)
    document = published(
        office, kind="normative_document", document_number="前港办〔2026〕1号", valid_from=clock.today()
    )
    attached = attachments.attach(draft.key, Incoming("附件.csv", b"a,b\n", ""), by=office.handler)
    picture = a_picture(world)
    delivery = a_delivery(office)
    group = a_group(office.disclosure_officer)
    term = WordingTerm.objects.create(agency=office.agency, wrong="按步就班", right="按部就班")
    chains.configure(DEFAULT_STEPS, by=office.disclosure_officer, column=office.column.pk)
    post = Post.objects.get(pk=office.handler.post_id)
    known: dict[str, Any] = {
        "item.key": draft.key,
        "item.publish.key": approved(office).key,
        "item.schedule.key": approved(office).key,
        "item.correct.key": public.key,
        "item.withdraw.key": public.key,
        "item.attachment": attached.key,
        "column.key": office.column.key,
        "activity.key": picture.activity.key,
        "activity.picture": picture.key,
        "point.key": a_point(world).key,
        "withheld.key": a_withheld_item(world).key,
        "chain.column": office.column.pk,
        "wording.pk": term.pk,
        "register.key": document.key,
        "ledger.key": ledger_files.uploaded(office.handler).key,
        "channel.pk": delivery.channel_id,
        "delivery.pk": delivery.pk,
        "agency.agency": world.agency.key,
        "group.key": world.agency.key,
        "group.pk": group.pk,
        "group.group": group.pk,
        "group.member": group.members.all()[0].pk,
        "accounts.pk": office.handler.person_id,
        "accounts.holders.pk": post.pk,
        "accounts.close_post.pk": post.pk,
        "accounts.appoint.pk": post.pk,
        "accounts.end_term.pk": Term.objects.get(post=post).pk,
        "accounts.post_id": post.pk,
        "audit.pk": Entry.objects.filter(act="item.draft").order_by("id")[0].pk,
        "public.slug": world.agency.slug,
        "public.key": public.key,
    }
    return Sample(world, {code: bearer(clerk) for code, clerk in world.clerks.items()}, known)
