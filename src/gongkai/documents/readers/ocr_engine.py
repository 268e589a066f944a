"""The OCR models: where the text of a page is, and what a strip of text says. Nothing is ever fetched.

The models are the PP-OCR files that the rapidocr package carries; they are run by onnxruntime directly, so that
each character's probability is known and the number of threads is bounded.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Image: TypeAlias = npt.NDArray[np.uint8]
Scores: TypeAlias = npt.NDArray[np.float32]

HEIGHT = 48  # pixels; what the recognition model wants
WIDEST = 2400  # pixels at that height
ROOMY, SQUEEZE, NARROW_SURE = 320, 0.65, 0.6  # from which width lines are narrowed, by how much, and when not
THREADS = 2
BATCH_PIXELS = 48 * 1600  # a batch's total width times its height
DETECT_SIDE = 960  # pixels of the longer side of the page for detection
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a strip says: its text, each character's probability, and the likeliest digit in each one's place."""

    text: str
    chances: tuple[float, ...]
    digits: str = ""

    @property
    def confidence(self) -> float:
        """The least sure character's probability; 0 for nothing read."""
        return min(self.chances, default=0.0)


def model_file(part: str) -> Path | None:
    """The packaged model for a part ("det", "rec"); None where the package carries none."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return None
    found = sorted((Path(spec.origin).parent / "models").glob(f"*_{part}_*.onnx"))
    return found[-1] if found else None


@cache
def _session(part: str) -> Any:  # noqa: ANN401 - onnxruntime has no types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # waiting threads leave the cores alone
    options.enable_cpu_mem_arena = False  # gives memory back between pages
    options.log_severity_level = 4
    path = model_file(part)
    if path is None:
        raise FileNotFoundError(f"rapidocr carries no {part} model")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def alphabet() -> tuple[str, ...]:
    """The characters the recognition model knows, by class; class 0 is "nothing here"."""
    stated = _session("rec").get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *stated, " ")


@cache
def _digit_classes() -> tuple[int, ...]:
    """The classes of 0 to 9, in that order."""
    return tuple(alphabet().index(digit) for digit in "0123456789")


def recognise(strips: Sequence[Image]) -> list[Reading]:
    """Reads strips of grey pixels, each one line of text, dark on light.

    Long strips are narrowed first, which costs Chinese text nothing; what is not read surely is read at full width.
    """
    readings = _in_batches([_shaped(strip, SQUEEZE) for strip in strips])
    unsure = [
        i
        for i, (strip, reading) in enumerate(zip(strips, readings, strict=True))
        if reading.confidence < NARROW_SURE and strip.shape[1] * HEIGHT > ROOMY * strip.shape[0]
    ]
    again = _in_batches([_shaped(strips[i], 1.0) for i in unsure])
    for i, reading in zip(unsure, again, strict=True):
        if reading.confidence > readings[i].confidence:
            readings[i] = reading
    return readings


def _in_batches(shaped: Sequence[Image]) -> list[Reading]:
    """Strips of like width go through the model together."""
    order = sorted(range(len(shaped)), key=lambda i: shaped[i].shape[1])
    readings: list[Reading] = [Reading("", ())] * len(shaped)
    batch: list[int] = []
    for place, i in enumerate(order):
        batch.append(i)
        wider = shaped[order[place + 1]].shape[1] if place + 1 < len(order) else None
        full = wider is None or wider * HEIGHT * (len(batch) + 1) > BATCH_PIXELS
        if full or (wider is not None and wider > 1.3 * shaped[batch[0]].shape[1] + 16):
            for j, reading in zip(batch, _run([shaped[j] for j in batch]), strict=True):
                readings[j] = reading
            batch = []
    return readings


def _shaped(strip: Image, squeeze: float) -> Image:
    height, width = strip.shape[:2]
    wide = max(16, min(WIDEST, round(width * HEIGHT / height)))
    if wide > ROOMY:
        wide = max(ROOMY, round(wide * squeeze))
    method = cv2.INTER_CUBIC if height < HEIGHT and width < wide else cv2.INTER_AREA
    return np.asarray(cv2.resize(strip, (wide, HEIGHT), interpolation=method), dtype=np.uint8)


def _run(strips: list[Image]) -> list[Reading]:
    width = -(-max(strip.shape[1] for strip in strips) // 8) * 8
    batch = np.zeros((len(strips), 3, HEIGHT, max(width, 48)), dtype=np.float32)
    for i, strip in enumerate(strips):
        batch[i, :, :, : strip.shape[1]] = strip.astype(np.float32) / 127.5 - 1.0
    session = _session("rec")
    (scores,) = session.run(None, {session.get_inputs()[0].name: batch})
    return [_decoded(each) for each in scores]


def _decoded(scores: Scores) -> Reading:
    """The most likely class of each step, repeats and blanks taken out; a character's chance is its best step's."""
    classes = scores.argmax(axis=1)
    chances = scores.max(axis=1)
    numerals = scores[:, list(_digit_classes())].argmax(axis=1)
    letters: list[str] = []
    digits: list[str] = []
    sure: list[float] = []
    last = 0
    for kind, chance, numeral in zip(classes.tolist(), chances.tolist(), numerals.tolist(), strict=True):
        if kind and kind != last:
            letters.append(alphabet()[kind])
            digits.append(str(numeral))
            sure.append(chance)
        elif kind and sure:
            sure[-1] = max(sure[-1], chance)
        last = kind
    return Reading("".join(letters), tuple(sure), "".join(digits))


def detect(page: Image) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) of the pieces of text on a level page of grey pixels."""
    height, width = page.shape[:2]
    scale = min(1.0, DETECT_SIDE / max(height, width))
    high, wide = (max(32, round(side * scale / 32) * 32) for side in (height, width))
    small = cv2.resize(page, (wide, high), interpolation=cv2.INTER_AREA)
    colours = np.repeat(small[:, :, None], 3, axis=2).astype(np.float32) / 255.0
    batch = ((colours - MEAN) / DEVIATION).transpose(2, 0, 1)[None]
    session = _session("det")
    (heat,) = session.run(None, {session.get_inputs()[0].name: batch})
    return _boxes(heat[0, 0], width / wide, height / high, width, height)


def _boxes(heat: Scores, across: float, down: float, width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Islands of the model's map, grown back to the whole height of the characters."""
    islands = (heat > 0.3).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(islands, connectivity=8)
    boxes = []
    for left, top, wide, high, area in stats[1:count].tolist():
        part = heat[top : top + high, left : left + wide]
        if area < 12 or high < 3 or float(part[part > 0.3].mean()) < 0.5:
            continue
        grow = 0.75 * wide * high / (wide + high)  # the model marks the core of the text only
        x0, x1 = (left - grow) * across, (left + wide + grow) * across
        y0, y1 = (top - grow) * down, (top + high + grow) * down
        boxes.append((max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)))
    return boxes
