"""A plan as both engines ask it: tokens, and what the folded text must say where these do not decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import filterfalse

from gongkai.kit.search.documents import TITLED, Plan, decided_by_tokens, needed


@dataclass(frozen=True, slots=True)
class Asked:
    """Each of `every` and `likely`, one of each of `either`, nothing whole of `never`, and `condition`."""

    every: Sequence[str]
    likely: Sequence[str]  # of phrases that the condition decides about: they spare looking at texts, no more
    either: Sequence[Sequence[str]]
    never: Sequence[Sequence[str]]
    condition: str
    phrases: Sequence[str]  # the parameters of the condition


def asked(plan: Plan, title_phrases: Sequence[str] = (), *, find: str) -> Asked:
    """What matches the plan and has the phrases in its title; `find` is the database's function for a place."""
    every: dict[str, None] = {}
    likely: dict[str, None] = {}
    for phrase in plan.terms:
        (every if decided_by_tokens(phrase) else likely).update(dict.fromkeys(needed(phrase)))
    for phrase in title_phrases:
        # Words typed side by side are seldom so in a title: fours that reach from one to the next say so at once.
        tokens = [TITLED + token for token in needed(phrase, step=2)]
        (every if decided_by_tokens(phrase) else likely).update(dict.fromkeys(tokens))
    looked_for = [
        *((f"{find}(f.title, %s) > 0", phrase) for phrase in filterfalse(decided_by_tokens, title_phrases)),
        *((f"{find}(f.body, %s) > 0", phrase) for phrase in filterfalse(decided_by_tokens, plan.terms)),
        *((f"{find}(f.body, %s) = 0", phrase) for phrase in filterfalse(decided_by_tokens, plan.without)),
    ]
    return Asked(
        tuple(every) if every or likely else ("§",),
        tuple(likely.keys() - every.keys()),
        plan.filters,
        [needed(phrase) for phrase in filter(decided_by_tokens, plan.without)],
        " AND ".join(condition for condition, _ in looked_for),
        [phrase for _, phrase in looked_for],
    )
