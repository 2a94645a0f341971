"""Golden Zarr arrays of version 3: metadata and shards laid out by the Zarr v3 specification with numcodecs 0.11's codecs.

zarr3.mjs reads them back by another implementation. Counts as in zarr2.py, with axes t, y, x.
"""
import json
import os
import shutil
import struct
import numpy as np
from itertools import product
from numcodecs import Blosc, GZip, Zstd

shutil.rmtree("zarr3", ignore_errors=True)
SHAPE = (3, 10, 12)
EMPTY = 2**64 - 1


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


def counts(dtype):
    values = sum(w * i for w, i in zip((1000, 10, 1), np.indices(SHAPE)))
    kind = np.dtype(dtype)
    if kind.itemsize == 1:
        values = values % 256
    return (values - 1500 if kind.kind == "i" else values + 0.5 if kind.kind == "f" else values).astype(dtype)


def pad(block, shape):
    return np.pad(block, [(0, s - b) for s, b in zip(shape, block.shape)])


def cut(array, at, shape):
    return pad(array[tuple(slice(i * s, (i + 1) * s) for i, s in zip(at, shape))], shape)


def grid(shape, chunk):
    return product(*[range(-(-s // c)) for s, c in zip(shape, chunk)])


def encode(block, codecs):
    endian = "<"
    for codec in codecs:
        name, settings = codec["name"], codec.get("configuration", {})
        if name == "transpose":
            block = block.transpose(settings["order"])
        elif name == "bytes":
            block = block.astype(block.dtype.newbyteorder(">" if settings.get("endian") == "big" else "<")).tobytes()
        elif name == "gzip":
            block = GZip(settings["level"]).encode(block)
        elif name == "zstd":
            block = Zstd(settings["level"]).encode(block)
        elif name == "blosc":
            shuffle = {"noshuffle": 0, "shuffle": 1, "bitshuffle": 2}[settings["shuffle"]]
            data = np.frombuffer(block, f"V{settings['typesize']}")
            block = Blosc(settings["cname"], settings["clevel"], shuffle).encode(data)
        elif name == "crc32c":
            block = bytes(block) + crc32c(block)
        elif name == "sharding_indexed":
            block = shard(block, settings)
    return bytes(block)


def shard(block, settings):
    inner, data, index = settings["chunk_shape"], b"", []
    size = 16 * len(list(grid(block.shape, inner))) + 4 * (len(settings["index_codecs"]) - 1)
    start = size if settings.get("index_location") == "start" else 0
    for at in grid(block.shape, inner):
        chunk = cut(block, at, inner)
        if not chunk.any():
            index += [EMPTY, EMPTY]
            continue
        encoded = encode(chunk, settings["codecs"])
        index += [start + len(data), len(encoded)]
        data += encoded
    index = encode(np.array(index, "<u8"), settings["index_codecs"])
    return index + data if start else data + index


def write(name, dtype, data_type, chunk, codecs, keys=None, fill=0):
    array, folder = counts(dtype), "zarr3/" + name
    os.makedirs(folder)
    keys = keys or {"name": "default", "configuration": {"separator": "/"}}
    with open(folder + "/zarr.json", "w") as file:
        json.dump({
            "zarr_format": 3, "node_type": "array", "shape": SHAPE, "data_type": data_type,
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunk}},
            "chunk_key_encoding": keys, "fill_value": fill, "codecs": codecs, "attributes": {}, "dimension_names": ["t", "y", "x"]}, file)
    for at in grid(SHAPE, chunk):
        separator = keys["configuration"]["separator"]
        path = f"{folder}/" + separator.join((["c"] if keys["name"] == "default" else []) + [str(i) for i in at])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(encode(cut(array, at, chunk), codecs))


LITTLE = {"name": "bytes", "configuration": {"endian": "little"}}
BIG = {"name": "bytes", "configuration": {"endian": "big"}}
ZSTD = {"name": "zstd", "configuration": {"level": 3, "checksum": False}}
GZIP = {"name": "gzip", "configuration": {"level": 5}}
CRC = {"name": "crc32c"}


def sharding(chunk, codecs, index=(LITTLE, CRC), **more):
    return [{"name": "sharding_indexed", "configuration": {"chunk_shape": chunk, "codecs": codecs, "index_codecs": list(index), **more}}]


write("gzip", "<u2", "uint16", (2, 8, 12), [LITTLE, GZIP])
write("dots", "<u1", "uint8", (2, 8, 12), [{"name": "bytes"}, GZIP], {"name": "default", "configuration": {"separator": "."}})
write("keys2", "<i2", "int16", (3, 10, 12), [BIG, ZSTD], {"name": "v2", "configuration": {"separator": "."}})
write("blosc", "<f4", "float32", (3, 10, 12), [LITTLE, {"name": "blosc", "configuration":
      {"cname": "zstd", "clevel": 5, "shuffle": "bitshuffle", "typesize": 4, "blocksize": 0}}], fill="NaN")
write("transposed", "<f8", "float64", (2, 8, 12), [{"name": "transpose", "configuration": {"order": [2, 0, 1]}}, LITTLE, ZSTD], fill="0x7ff8000000000000")
write("checksum", "<i4", "int32", (3, 10, 12), [LITTLE, CRC])
write("shards", "<u2", "uint16", (2, 8, 12), sharding((1, 4, 6), [LITTLE, ZSTD]))
write("shards-start", "<f4", "float32", (3, 12, 12), sharding((1, 4, 6), [LITTLE, GZIP, CRC], index_location="start"))
write("shards-plain", "<u4", "uint32", (1, 10, 12), sharding((1, 5, 12), [LITTLE], index=(LITTLE,)))
