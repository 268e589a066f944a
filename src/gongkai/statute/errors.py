"""The base of every refusal a person may see."""

from typing import ClassVar

from gongkai.statute.written import told


class GongkaiError(Exception):
    """A refusal with a permanent code, a sentence that names the place, and what to do.

    Subclasses set `code` (``AREA-nnnn``, never reused), `text` and `hint`; both are templates filled from the
    keyword arguments, where a day or an instant is handed over as such. `str()` gives the sentence for people,
    ``〔REQ-1001〕…``.
    """

    code: ClassVar[str]
    text: ClassVar[str]
    hint: ClassVar[str] = ""

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(f"〔{self.code}〕{self.message}")

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Refusals travel between processes with their fields."""
        return _rebuilt, (type(self), self.fields)

    @property
    def message(self) -> str:
        """The sentence and the hint, without the code; days are written as on the pages."""
        fields = {name: told(value) for name, value in self.fields.items()}
        return (self.text + self.hint).format(**fields)


def _rebuilt(kind: type[GongkaiError], fields: dict[str, object]) -> GongkaiError:
    return kind(**fields)
