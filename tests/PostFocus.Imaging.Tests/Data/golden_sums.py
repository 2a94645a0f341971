"""Prints what every file of the TIFF corpora holds, as Python's tifffile sees it.

    python3 golden_sums.py CORPORA > golden_sums.csv

CORPORA is the folder with tiff-imagetiff and tiff-galaxy-hyperstacks. Made with tifffile 2023.2.3 and numpy 1.24.2. What
tifffile leaves to another package (LZW, packed integers, the predictor of floats) is decoded here.

A row is a file: its pages, pixel type, the sum of all counts over all pages, their sum weighted by place modulo 97, or,
where it is none of the formats that FrameFile lists, words that the error must hold. The files that fuzzing made are all
damaged (tifffile fills in what is missing in four of them): of these any error is right.
"""
import csv
import logging
import pathlib
import sys

import numpy
import tifffile

CORPORA = ("tiff-imagetiff", "tiff-galaxy-hyperstacks")
TYPES = {
    (1, 8): "UInt8", (1, 12): "UInt12", (1, 16): "UInt16", (1, 32): "UInt32", (2, 8): "Int8", (2, 16): "Int16",
    (2, 32): "Int32", (3, 16): "Float16", (3, 32): "Float32", (3, 64): "Float64",
}
KINDS = {1: "unsigned integers", 2: "signed integers", 3: "floats"}
COMPRESSIONS = {3: "CCITT fax", 4: "CCITT fax", 6: "JPEG", 7: "JPEG", 50000: "Zstandard"}


def lzw(data, out=None):
    """TIFF 6.0, section 13."""
    bits = int.from_bytes(data, "big")
    left = 8 * len(data)
    decoded, table, width, last = [], [], 9, None
    while left >= width:
        left -= width
        code = (bits >> left) & ((1 << width) - 1)
        if code == 257:
            break
        if code == 256:
            table, width, last = [bytes([i]) for i in range(256)] + [b"", b""], 9, None
            continue
        if last is not None:
            table.append(last + (table[code] if code < len(table) else last)[:1])
        last = table[code]
        decoded.append(last)
        if len(table) >= (1 << width) - 1 and width < 12:
            width += 1
    return b"".join(decoded)


def packed(data, dtype, bits, runlen=0, out=None):
    """Integers without gaps between them; a row of runlen ends with a whole byte."""
    row = (runlen * bits + 7) // 8
    rows = numpy.unpackbits(numpy.frombuffer(data, "u1").reshape(-1, row), axis=1)[:, : runlen * bits]
    weights = 1 << numpy.arange(bits)[::-1]
    return (rows.reshape(-1, bits) @ weights).astype(dtype)


def unpredicted_floats(data, axis=-2, dist=1, out=None):
    """Adobe Photoshop TIFF Technical Note 3."""
    rows = numpy.moveaxis(data, axis, -1)
    size = data.dtype.itemsize
    flat = rows.reshape(-1, rows.shape[-1] * data.shape[-1] if axis == -2 else rows.shape[-1])
    channels = data.shape[-1] if axis == -2 else 1
    raw = data.reshape(flat.shape[0], -1).view("u1").reshape(flat.shape[0], -1, channels)
    planes = numpy.cumsum(raw, axis=1, dtype="u1").reshape(flat.shape[0], size, -1)
    return numpy.ascontiguousarray(planes.transpose(0, 2, 1)).view(f">f{size}").astype(data.dtype).reshape(data.shape)


def refusal(page):
    """Words of the reason why a page is none of the listed formats; None if it is one."""
    photometric = int(page.photometric)
    if photometric not in (0, 1, 2, 3):
        return page.photometric.name
    if page.samplesperpixel not in (1, 3):
        return f"{page.samplesperpixel} samples per pixel"
    if int(page.compression) not in (1, 5, 8, 32773, 32946):
        return COMPRESSIONS[int(page.compression)]
    kind = (int(page.sampleformat), page.bitspersample)
    if kind not in TYPES:
        return f"{page.bitspersample}-bit {KINDS[kind[0]]}"
    if kind[1] == 12 and page.predictor != 1:
        return "predictor"
    if photometric == 3 and not (page.colormap == page.colormap[0]).all():
        return "palette"
    return None


def counts(page):
    """One page's counts, or words of the reason why it is not a grey image."""
    if (reason := refusal(page)) is not None:
        return reason
    pixels = page.asarray()
    if int(page.photometric) == 0:
        pixels = -pixels if pixels.dtype.kind == "f" else ~pixels
    if int(page.photometric) == 3:
        return "a palette of greys, which no file of the corpora has"
    if pixels.dtype.kind in "ui" and (pixels.astype("f4").astype("f8") != pixels.astype("f8")).any():
        return "32-bit floats"
    if page.samplesperpixel == 3:
        channels = numpy.moveaxis(pixels, 0 if page.planarconfig == 2 else -1, 0)
        if not (channels == channels[0]).all():
            return "channels differ"
        pixels = channels[0]
    return pixels.astype("f4").astype("f8").ravel()


def row(path):
    """Pages, pixel type, sum, weighted sum and reason."""
    with path.open("rb") as file:
        start = file.read(4)
    if start not in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return ["", "", "", "", "not a TIFF, PNG"]
    with tifffile.TiffFile(path) as file:
        pages = [counts(page) for page in file.pages]
        if reasons := [page for page in pages if isinstance(page, str)]:
            return ["", "", "", "", reasons[0]]
        first = file.pages[0]
        x = numpy.concatenate(pages)
        weighted = (x * (numpy.arange(x.size) % 97)).sum()
        return [len(pages), TYPES[int(first.sampleformat), first.bitspersample], repr(float(x.sum())), repr(float(weighted)), ""]


def main(corpora):
    logging.disable(logging.CRITICAL)
    tifffile.tifffile.imagecodecs.lzw_decode = lzw
    tifffile.tifffile.imagecodecs.packints_decode = packed
    tifffile.tifffile.imagecodecs.floatpred_decode = unpredicted_floats
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["file", "pages", "type", "sum", "weighted", "reason"])
    for path in sorted(p for corpus in CORPORA for p in (corpora / corpus).rglob("*") if p.is_file()):
        entry = ["", "", "", "", ""] if "fuzz_images" in path.parts else row(path)
        table.writerow([path.relative_to(corpora).as_posix(), *entry])


main(pathlib.Path(sys.argv[1]))
