"""Golden Zarr arrays of version 2, written by zarr 2.13.6 and numcodecs 0.11 (Debian: python3-zarr).

Counts: 1000 t + 100 z + 10 c + 10 y + x, where there are such axes, reduced to the type: 8 bits modulo 256, signed types
less 1500, floats plus 0.5.
"""
import shutil
import numpy as np
import zarr
from numcodecs import BZ2, Blosc, GZip, LZ4, Zlib, Zstd

shutil.rmtree("zarr2", ignore_errors=True)


def counts(axes, shape, dtype):
    weight = {"t": 1000, "z": 100, "c": 10, "y": 10, "x": 1}
    values = sum(weight[a] * i for a, i in zip(axes, np.indices(shape)))
    kind = np.dtype(dtype)
    if kind.itemsize == 1:
        values = values % 256
    elif kind.kind == "i":
        values = values - 1500
    elif kind.kind == "f":
        values = values + 0.5
    return values.astype(dtype)


def write(name, dtype, compressor, axes="tyx", shape=(3, 10, 12), chunks=(2, 8, 12), separator=".", **more):
    store = zarr.DirectoryStore("zarr2/" + name) if separator == "." else zarr.NestedDirectoryStore("zarr2/" + name)
    array = zarr.create(shape, chunks=chunks, dtype=dtype, compressor=compressor, store=store, dimension_separator=separator, **more)
    array[:] = counts(axes, shape, dtype)
    array.attrs["_ARRAY_DIMENSIONS"] = list(axes)


write("none", "|u1", None)
write("none-big", ">u2", None)
write("none-half", "<f2", None, shape=(1, 10, 12), chunks=(1, 10, 12))
write("gzip", "<u2", GZip(5))
write("zlib", "<i4", Zlib(5))
write("zstd", "<u2", Zstd(3))
write("lz4", ">i2", LZ4())
write("blosc-lz4-shuffle", "<u2", Blosc("lz4", 5, Blosc.SHUFFLE))
write("blosc-lz4hc-none", "<f4", Blosc("lz4hc", 9, Blosc.NOSHUFFLE))
write("blosc-zstd-bits", "<u2", Blosc("zstd", 3, Blosc.BITSHUFFLE))
write("blosc-zstd-bits-odd", "<f4", Blosc("zstd", 3, Blosc.BITSHUFFLE), chunks=(1, 5, 9))
write("blosc-lz4-blocks", "<u4", Blosc("lz4", 5, Blosc.SHUFFLE, blocksize=512))
write("blosc-zstd-bits-blocks", "<i2", Blosc("zstd", 5, Blosc.BITSHUFFLE, blocksize=256), shape=(3, 10, 13), chunks=(3, 10, 13))
write("blosc-zlib-shuffle", "<f8", Blosc("zlib", 5, Blosc.SHUFFLE))
write("blosc-stored", "|i1", Blosc("lz4", 0, Blosc.SHUFFLE))
write("blosc-blosclz", "<u2", Blosc("blosclz", 5, Blosc.SHUFFLE), shape=(1, 10, 12), chunks=(1, 10, 12))
write("bz2", "<u2", BZ2(1), shape=(1, 10, 12), chunks=(1, 10, 12))
write("fortran", "<u2", Zstd(3), order="F")
write("nested", "<u2", Zstd(3), separator="/")
write("planes", "<u2", Zstd(3), axes="tczyx", shape=(2, 2, 3, 10, 12), chunks=(1, 1, 2, 10, 8))
