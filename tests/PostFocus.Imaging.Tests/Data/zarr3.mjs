// Reads back what zarr3.py wrote, and writes arrays of its own, with zarrita 0.7.5 and numcodecs 0.3.2 (npm).
// Run in a folder whose node_modules has them: node zarr3.mjs <this folder>
import * as zarr from "zarrita";
import { FileSystemStore } from "@zarrita/storage";
import fs from "node:fs";

const root = process.argv[2] + "/zarr3";
const count = (type, t, y, x) => {
  const value = 1000 * t + 10 * y + x;
  return type === "uint8" ? value % 256 : type.startsWith("int") ? value - 1500 : type.startsWith("float") ? value + 0.5 : value;
};

async function check(name) {
  const array = await zarr.open(new FileSystemStore(`${root}/${name}`), { kind: "array" });
  const read = await zarr.get(array);
  const [T, Y, X] = read.shape, [st, sy, sx] = read.stride;
  for (let t = 0; t < T; t++)
    for (let y = 0; y < Y; y++)
      for (let x = 0; x < X; x++)
        if (Number(read.data[t * st + y * sy + x * sx]) !== count(array.dtype, t, y, x))
          throw new Error(`${name} [${t}, ${y}, ${x}]: ${read.data[t * st + y * sy + x * sx]}`);
  console.log(name, array.dtype, "read as expected");
}

async function write(name, codecs) {
  fs.rmSync(`${root}/${name}`, { recursive: true, force: true });
  const array = await zarr.create(new FileSystemStore(`${root}/${name}`),
    { shape: [3, 10, 12], dtype: "uint16", chunkShape: [2, 8, 12], codecs, fillValue: 0, dimensionNames: ["t", "y", "x"] });
  const data = new Uint16Array(360).map((_, i) => count("uint16", Math.floor(i / 120), Math.floor(i / 12) % 10, i % 12));
  await zarr.set(array, null, { data, shape: [3, 10, 12], stride: [120, 12, 1] });
}

const bytes = { name: "bytes", configuration: { endian: "little" } };
await write("zarrita-zstd", [bytes, { name: "zstd", configuration: { level: 3 } }]);
await write("zarrita-blosc", [bytes, { name: "blosc", configuration: { cname: "lz4", clevel: 5, shuffle: 1, blocksize: 0 } }]);
await write("zarrita-transposed", [{ name: "transpose", configuration: { order: [2, 0, 1] } }, bytes, { name: "lz4", configuration: { acceleration: 1 } }]);
// zarrita looks for indices of shards at their end only.
for (const name of fs.readdirSync(root).filter(n => n !== "shards-start"))
  await check(name);
