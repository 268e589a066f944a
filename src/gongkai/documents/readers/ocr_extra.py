"""Whether the OCR extra is installed, and its refusals. Importing this needs nothing of the extra."""

from functools import cache
from importlib.util import find_spec

from gongkai.documents.readers.errors import UnreadableFile


class OcrMissing(UnreadableFile):
    """A scan or a picture where the OCR extra is not installed."""

    code = "RDR-1101"
    text = "“{name}”{what}，需要文字识别组件才能读取，而本机没有安装。"
    hint = '请改用有文字层的 PDF、DOCX 或网页，或者请管理员安装：pip install "gongkai[ocr]"。'


class PictureTooLarge(UnreadableFile):
    """A picture with more pixels than can be read within the memory limit."""

    code = "RDR-1102"
    text = "“{name}”有 {pixels} 万像素，超过 {limit} 万像素的上限。"
    hint = "请用 200 到 300 dpi 重新扫描，或者缩小图片后再试。"


class NothingRecognised(UnreadableFile):
    """OCR ran and found no text."""

    code = "RDR-1103"
    text = "“{name}”是图片，没有识别出任何文字。"
    hint = "请确认图片是年度报告，方向正确、字迹清楚（建议 200 dpi 以上）。"


@cache
def installed() -> bool:
    """Whether every part of the OCR extra can be imported."""
    return all(find_spec(part) is not None for part in ("rapidocr", "onnxruntime", "cv2", "numpy", "PIL"))
