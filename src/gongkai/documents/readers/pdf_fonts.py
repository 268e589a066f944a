"""The fonts PDFium may fall back on where a PDF names a Chinese font and does not bring it.

PDFium looks among the fonts of the machine. Where there is no Chinese one, as on a fresh server, it drops a
character that stands alone, and takes the widths of another font for the digits beside it. With our own fonts a
file is read alike everywhere.
"""

import ctypes

import pypdfium2.raw as raw

from gongkai.documents.fonts import folders

_TEXT = ctypes.POINTER(ctypes.c_char)
_kept: list[object] = []
"""PDFium reads the paths when it first needs a font: they stay where they are."""


def use_our_fonts() -> None:
    """Start PDFium anew with our fonts alone; where none are installed it keeps those of the machine.

    To be called once, before any document is opened.
    """
    names = [ctypes.create_string_buffer(folder.encode()) for folder in folders()]
    if _kept or not names:
        return
    paths = (_TEXT * (len(names) + 1))(*(ctypes.cast(name, _TEXT) for name in names))
    _kept.extend((names, paths))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
