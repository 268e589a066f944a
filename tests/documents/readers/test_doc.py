"""Old Word files go through LibreOffice, or are refused with what to do."""

import pytest

from gongkai.documents.readers import doc
from gongkai.documents.readers.errors import UnreadableFile
from tests.documents.damage.originals import original
from tests.documents.readers.blocks import filled, grids, opened, texts

OLE_DOCUMENT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(600)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_old_documents_are_read_like_new_ones(kind: str) -> None:
    new = opened(original("docx", 0), "年报.docx")

    old = opened(original(kind, 0), f"年报.{kind}")

    assert old.kind == "doc"
    assert [filled(grid) for grid in grids(old)] == [filled(grid) for grid in grids(new)]
    assert texts(old) == texts(new)


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc.shutil, "which", lambda program: None)

    with pytest.raises(UnreadableFile, match=r"RDR-1011.*DOCX"):
        opened(OLE_DOCUMENT, "年报.doc")


@pytest.mark.office
def test_an_empty_shell_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"RDR-10(?:12|17|05)"):
        opened(OLE_DOCUMENT, "年报.doc")
