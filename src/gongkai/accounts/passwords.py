"""What a password may not be: words, runs and years that everybody here uses (NIST SP 800-63B 5.1.1.2)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from django.contrib.auth import password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

from gongkai.accounts.errors import PasswordHabit, PasswordTooLong

MOST: Final = 128
LEAST_OF_ITS_OWN: Final = 6
"""This many characters of a password belong to none of the habits."""
_WORDS: Final = (
    "zhengfuxinxigongkai", "zhengwugongkai", "xinxigongkai", "woaizhongguo", "jiedaoban", "zhengfu", "gongkai",
    "guanliyuan", "administrator", "superman", "password", "passw0rd", "iloveyou", "5201314", "woaini", "aini",
    "nihao", "mima", "admin", "system", "manager", "welcome", "letmein", "root", "user", "test", "guest", "qazwsx",
    "qwerasdf", "asdfghjkl", "zxcvbnm", "qwertyuiop", "1qaz", "2wsx", "3edc", "4rfv", "147258369", "147258",
    "beijing", "shanghai", "zhongguo", "china", "huawei", "lenovo", "wangyi", "taobao", "weixin", "abc", "123",
    "666", "888", "520", "1314", "518",
)  # fmt: skip
_LEET: Final = str.maketrans({"@": "a", "$": "s", "!": "i", "3": "e", "0": "o"})
_RUNS: Final = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class LengthValidator(password_validation.MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        """What to do."""
        return f"口令太短，请至少用 {self.min_length} 个字符。"


class NearValidator(password_validation.UserAttributeSimilarityValidator):
    """Not the person's own names."""

    def get_error_message(self) -> str:
        """What to do."""
        return "口令与“%(verbose_name)s”太接近，请换成不相干的词语。"


class CommonValidator(password_validation.CommonPasswordValidator):
    """Not one that everybody has."""

    def get_error_message(self) -> str:
        """What to do."""
        return "这个口令很多人都在用，容易被猜到，请换一个。"


class HabitsValidator:
    """Refuses a password of which fewer than six characters are its own."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """ValidationError for a password that is mostly habit, or longer than MOST."""
        if len(password) > MOST:
            raise ValidationError(str(PasswordTooLong(most=MOST)), code="password_too_long")
        near = [str(getattr(user, name, "")) for name in ("login", "name")] if user else []
        own, parts = own_part(password, near)
        if len(own) < LEAST_OF_ITS_OWN:
            raise ValidationError(str(PasswordHabit(parts="、".join(parts) or "重复的字符")), code="password_habit")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return "不要用“admin”“woaini”“1qaz2wsx”“123456”、年份、生日这类人人都用的组合；不要求大小写和符号。"


def own_part(password: str, near: Iterable[str] = ()) -> tuple[str, list[str]]:
    """What is left of a password without its habits, and the habits found; `near` are the person's own names.

    Letters written as digits and signs (p@ssw0rd) count as the letters too, and so do those of double width.
    """
    even = unicodedata.normalize("NFKC", password).lower()
    plain = re.sub(r"[\s\-_.,;:#*&+=~/\\|()\[\]{}<>?'\"`^%]+", "", even)
    names = [re.sub(r"[\s\-_.]+", "", name.lower()) for name in near]
    return min((_own(text, names) for text in (plain, plain.translate(_LEET))), key=lambda found: len(found[0]))


def _own(left: str, names: list[str]) -> tuple[str, list[str]]:
    found = []
    for word in sorted({*_WORDS, *(name for name in names if len(name) > 2)}, key=len, reverse=True):
        if word in left:
            found.append(word)
            left = left.replace(word, "\n")
    for pattern in (r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?", r"1[3-9]\d{9}"):  # years, birthdays, mobile numbers
        found += re.findall(pattern, left)
        left = re.sub(pattern, "\n", left)
    for length in range(11, 2, -1):
        for run in _RUNS:
            for piece in _pieces(run, length):
                if piece in left:
                    found.append(piece)
                    left = left.replace(piece, "\n")
    left = re.sub(r"(.)\1{2,}", r"\1", left.replace("\n", ""))
    return re.sub(r"(.{1,6}?)\1{2,}", r"\1", left), found


def _pieces(run: str, length: int) -> list[str]:
    if length > len(run):
        return []
    pieces = [run[at : at + length] for at in range(len(run) - length + 1)]
    return [*pieces, *(piece[::-1] for piece in pieces)]
