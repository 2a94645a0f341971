"""Golden BMP and JPEG files, written by ImageMagick 6.9 and Pillow 9.4 (Debian: imagemagick, python3-pil, python3-numpy).

Counts of the BMP files: (7 x + 13 y) mod 256, or mod 16 or 2 where there are fewer bits; 21 columns, 18 rows.
The counts of a JPEG are what Pillow (libjpeg-turbo, accurate integer DCT) decodes; they lie beside it as PNG.
"""
import os
import subprocess
import numpy as np
from PIL import Image

os.makedirs("pictures", exist_ok=True)
y, x = np.mgrid[0:18, 0:21]
counts = (7 * x + 13 * y) % 256
Image.fromarray(counts.astype(np.uint8)).save("grey.png")


def convert(source, *options):
    kind, name = options[-1].split(":")
    subprocess.run(["convert", source, *options[:-1], f"{kind}:pictures/{name}"], check=True)


convert("grey.png", "-type", "Grayscale", "-compress", "None", "BMP2:core.bmp")
convert("grey.png", "-type", "Grayscale", "-compress", "None", "BMP3:info.bmp")
convert("grey.png", "-type", "TrueColor", "BMP3:rgb24.bmp")
convert("grey.png", "-alpha", "on", "-type", "TrueColorMatte", "BMP:v4-32.bmp")
convert("grey.png", "-type", "TrueColor", "-define", "bmp:subtype=RGB555", "BMP:rgb555.bmp")
convert("grey.png", "-type", "Grayscale", "-compress", "RLE", "BMP3:rle8.bmp")
Image.fromarray(((7 * x + 13 * y) % 2 * 255).astype(np.uint8)).convert("1", dither=0).save("pictures/one-bit.bmp")
Image.fromarray(counts.astype(np.uint8)).save("pictures/pillow-8.bmp")
Image.fromarray(counts.astype(np.uint8)).convert("RGB").save("pictures/pillow-24.bmp")
Image.fromarray(np.dstack([counts, counts, 255 - counts]).astype(np.uint8)).save("pictures/colour.bmp")

smooth = (120 + 90 * np.sin(x / 3.0) * np.cos(y / 4.0) + 20 * ((x + y) % 2)).round().astype(np.uint8)
grey = Image.fromarray(smooth)
exif = Image.Exif()
exif[0x010F] = "a microscope"
grey.save("pictures/baseline.jpg", quality=85, dpi=(300, 300), exif=exif, comment=b"well 7")
grey.save("pictures/progressive.jpg", quality=60, progressive=True)
grey.convert("RGB").save("pictures/neutral.jpg", quality=90, subsampling="4:2:0")
for name in "baseline", "progressive", "neutral":
    Image.open(f"pictures/{name}.jpg").convert("L").save(f"pictures/{name}.png")
Image.fromarray(np.dstack([smooth, smooth, smooth // 2])).save("pictures/colour.jpg", quality=90)
os.remove("grey.png")
