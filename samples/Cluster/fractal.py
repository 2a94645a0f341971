#!/usr/bin/env python3
"""A parallel task of Fractal, which calls it once an OME-Zarr image: restores the image's frames out of focus.

    fractal.py --args-json ARGS --out-json OUT

Arguments: zarr_url, the image; out, a folder; options, those of 'postfocus run'; postfocus, the command. Each image gets a folder of
its own in out, in which the result is an OME-Zarr image of its name: the image list of Fractal stays as it was.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("--args-json", required=True)
parser.add_argument("--out-json", required=True)
files = parser.parse_args()
task = json.loads(pathlib.Path(files.args_json).read_text())

# Images of two wells can have one name.
image = pathlib.Path(task["zarr_url"])
name = f"{image.stem}-{hashlib.sha256(str(image).encode()).hexdigest()[:8]}"
command = [*task.get("postfocus", ["postfocus"]), "run", str(image), "--out", str(pathlib.Path(task["out"]) / name), *task.get("options", [])]
code = subprocess.run(command).returncode
# 2: a frame could not be used. It is named, and all else is done.
if code not in (0, 2):
    raise SystemExit(code)
pathlib.Path(files.out_json).write_text("{}")
