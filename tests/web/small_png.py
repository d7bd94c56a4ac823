#!/usr/bin/env python3
"""Makes screenshots small: at most 256 colours, close ones taken together.
usage: small_png.py FILE.png..."""
import collections
import struct
import sys
import zlib


def chunks(raw):
    at = 8
    while at < len(raw):
        n, kind = struct.unpack(">I4s", raw[at:at + 8])
        yield kind, raw[at + 8:at + 8 + n]
        at += n + 12


def rows(data, width, height, bpp):
    """Undoes the filters of each line."""
    before, n = bytearray(width * bpp), width * bpp
    for y in range(height):
        kind, line = data[y * (n + 1)], bytearray(data[y * (n + 1) + 1:(y + 1) * (n + 1)])
        for x in range(n):
            a = line[x - bpp] if x >= bpp else 0
            b, c = before[x], before[x - bpp] if x >= bpp else 0
            if kind == 1:
                line[x] = line[x] + a & 255
            elif kind == 2:
                line[x] = line[x] + b & 255
            elif kind == 3:
                line[x] = line[x] + (a + b) // 2 & 255
            elif kind == 4:
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))
                line[x] = line[x] + near[2] & 255
        yield bytes(line)
        before = line


def shrink(path):
    raw = open(path, "rb").read()
    parts = list(chunks(raw))
    width, height, depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
    if depth != 8 or kind not in (2, 6):
        return
    bpp = 3 if kind == 2 else 4
    data = zlib.decompress(b"".join(d for k, d in parts if k == b"IDAT"))
    pixels = [[line[x:x + 3] for x in range(0, width * bpp, bpp)]
              for line in rows(data, width, height, bpp)]
    count = collections.Counter(p for line in pixels for p in line)
    palette = [p for p, _ in count.most_common(64)]
    near = {p: min(range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in
                                                         zip(palette[i], p))) for p in count}
    packed = zlib.compress(b"".join(b"\0" + bytes(near[p] for p in line) for line in pixels), 9)

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    with open(path, "wb") as f:
        f.write(raw[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)) +
                chunk(b"PLTE", b"".join(palette)) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


for name in sys.argv[1:]:
    shrink(name)
