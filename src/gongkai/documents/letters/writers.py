"""A letter as DOCX and as PDF: the same page, by the package and the typesetting of the reports."""

from typing import Any

from gongkai.documents.letters.model import Letter, LetterBlock, Paragraph, Roster, filled, spread
from gongkai.documents.writers import typesetting
from gongkai.documents.writers.story import one_line, paragraphs_of
from gongkai.documents.writers.wordprocessing import About, package, paragraph, run

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_CHARACTER = 320  # twips of 16 pt
_INDENT = 2  # characters before the first line of a paragraph


def docx(letter: Letter) -> bytes:
    """The letter as a DOCX file."""
    lines = [one_line(line) for line in letter.title]
    body = [paragraph("Title", "<w:r><w:br/></w:r>".join(run(line) for line in lines))]
    if letter.number:
        body.append(paragraph("Dateline", run(one_line(letter.number))))
    body.append(paragraph("Normal", run(one_line(letter.addressee))))
    for block in letter.blocks:
        body += _docx_block(block)
    signature, day = letter.margins
    blank = paragraph("Normal", "", "<w:keepNext/>")
    body += [blank, blank]
    body.append(paragraph("Normal", run(one_line(letter.signature)), "<w:keepNext/>" + _from_right(signature)))
    body.append(paragraph("Normal", run(letter.dated), _from_right(day)))
    return package(About(one_line(letter.one_title), letter.subject, one_line(letter.signature)), "".join(body))


def _docx_block(block: LetterBlock) -> list[str]:
    if isinstance(block, Paragraph):
        return [paragraph("ReportBody", run(text)) for text in paragraphs_of(block.text)]
    hanging = block.label_width + block.name_width + 1
    indent = (
        f'<w:ind w:leftChars="{(_INDENT + hanging) * 100}" w:left="{(_INDENT + hanging) * _CHARACTER}"'
        f' w:hangingChars="{hanging * 100}" w:hanging="{hanging * _CHARACTER}"/><w:jc w:val="left"/>'
    )
    return [paragraph("Normal", run("".join(_roster_line(block, number))), indent) for number in _numbers(block)]


def _numbers(block: Roster) -> range:
    return range(len(block.lines))


def _roster_line(block: Roster, number: int) -> tuple[str, str, str]:
    """Label, name and office, each filled up to its column with wide blanks."""
    line = block.lines[number]
    label = f"{filled(line.label, block.label_width - 1)}：" if line.label else ""
    name = spread(one_line(line.name))
    return (
        label.ljust(block.label_width, "　"),
        name.ljust(block.name_width, "　") + "　",
        one_line(line.office),
    )


def _from_right(characters: float) -> str:
    return f'<w:ind w:right="{round(characters * _CHARACTER)}"/><w:jc w:val="right"/>'


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF file of its own date."""
    signature, day = letter.margins
    return typesetting.pdf(
        "letter.typ",
        {
            "title": [one_line(line) for line in letter.title],
            "subject": letter.subject,
            "number": one_line(letter.number),
            "addressee": one_line(letter.addressee),
            "blocks": [block for part in letter.blocks for block in _typst_blocks(part)],
            "signature": one_line(letter.signature),
            "signature-margin": signature,
            "date": letter.dated,
            "date-margin": day,
        },
        letter.day,
    )


def _typst_blocks(block: LetterBlock) -> list[dict[str, Any]]:
    if isinstance(block, Paragraph):
        return [{"kind": "paragraph", "text": text} for text in paragraphs_of(block.text)]
    lines = [_roster_line(block, number) for number in _numbers(block)]
    return [
        {
            "kind": "roster",
            "label-width": block.label_width,
            "name-width": block.name_width + 1,
            "lines": [[cell.rstrip("　") for cell in line] for line in lines],
        }
    ]
