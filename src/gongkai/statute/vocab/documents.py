"""States of 规章 and 行政规范性文件, and what changes them (DOMAIN 6.6)."""

from gongkai.statute.vocab.term import Term


class Validity(Term):
    """Whether a document binds on a given day, and why not."""

    NOT_YET = "not_yet", "尚未施行"
    IN_FORCE = "in_force", "有效"
    AMENDED = "amended", "已修改"  # in force in its amended form
    REPEALED = "repealed", "已废止"
    INVALID = "invalid", "宣布失效"
    EXPIRED = "expired", "有效期届满"

    @property
    def binds(self) -> bool:
        """Whether it counts among 现行有效件数 of table two."""
        return self in (Validity.IN_FORCE, Validity.AMENDED)


class DocumentVerb(Term):
    """What happens to a document in the register."""

    MAKE = "make", "制发"
    TAKE_EFFECT = "take_effect", "施行"
    AMEND = "amend", "修改"
    SET_TERM = "set_term", "规定有效期"
    REPEAL = "repeal", "废止"
    DECLARE_INVALID = "declare_invalid", "宣布失效"
