"""Answers that were given to marked requests: kept for a day with the act, so that repeating one acts once."""

from datetime import timedelta

from gongkai.accounts import sealed
from gongkai.accounts.models import ApiAnswer
from gongkai.kit import clock

KEPT = timedelta(hours=24)


def begun(token: int, key: str, digest: str) -> ApiAnswer:
    """The row of a marked request, in the transaction of its act: with an answer where there was one already.

    Two at once: the second waits in the insert until the first is through, whether it was done or refused.
    """
    now = clock.now()
    ApiAnswer.objects.filter(made_at__lt=now - KEPT).delete()
    ApiAnswer.objects.bulk_create(
        [ApiAnswer(token_id=token, key=key, digest=digest, made_at=now)], ignore_conflicts=True
    )
    return ApiAnswer.objects.get(token=token, key=key)


def keep(row: ApiAnswer, answer: str) -> None:
    """Keep what was answered, sealed."""
    row.answer = sealed.seal(answer)
    row.save(update_fields=["answer"])


def kept(row: ApiAnswer) -> str:
    """What was answered."""
    return sealed.unseal(row.answer)
