"""Islands and valleys."""

from __future__ import annotations

import math
import random

from demo_media.canvas import ACCENT, INK, PAPER, WIDE, Canvas


def sao_miguel() -> Canvas:
    canvas = Canvas(*WIDE, PAPER, scale=2)
    canvas.fade(0, 420, "#9cc3d6", "#cfe0df", "#f1ebda")
    for x, y, size in (
        (260, 130, 70),
        (330, 145, 52),
        (1120, 90, 80),
        (1210, 104, 58),
        (1290, 112, 36),
    ):
        canvas.oval(x, y, size * 1.6, size * 0.42, "#fbf7f0")
    canvas.box(0, 330, 1600, 560, "#4f86a0")
    canvas.box(0, 330, 1600, 338, "#6fa3b8")
    canvas.hills("#6f9a72", 430, (70, 330, 2.2), (18, 90, 0.3))
    canvas.hills("#5b8a58", 520, (48, 260, 0.1), (10, 60, 1.0))
    for n in range(9):
        x = 80 + n * 190
        canvas.line("#3f6b45", 7, (x, 520 - 30 * math.sin(n)), (x + 60, 640), (x + 90, 800))
        for dot in range(8):
            canvas.oval(
                x + 10 + dot * 10, 560 + dot * 26, 7, 6, ("#7d8fd0", "#a9b5e6", "#6a79be")[dot % 3]
            )
    canvas.hills("#7fae62", 660, (26, 300, 1.4))
    canvas.box(1120, 470, 1420, 600, PAPER)
    canvas.shape("#a34c2e", (1100, 474), (1440, 474), (1400, 420), (1140, 420))
    canvas.box(1330, 340, 1362, 440, "#c9bfae")
    canvas.box(1330, 332, 1362, 346, ACCENT)
    canvas.grid("#4a5a66", 1146, 500, (30, 34), (56, 60), (5, 1))
    canvas.box(1230, 552, 1290, 600, "#31465e")
    for n, (x, y) in enumerate(
        ((230, 690), (360, 722), (520, 684), (760, 735), (900, 700), (1060, 742))
    ):
        cow(canvas, x, y, 1 if n % 2 else -1)
    return canvas


def cow(canvas: Canvas, x: float, y: float, way: int) -> None:
    for leg in (-30, -20, 20, 30):
        canvas.box(x + leg - 4, y, x + leg + 4, y + 34, "#efe9dd")
    canvas.box(x - 42, y - 26, x + 42, y + 14, "#fbf7f0", 16)
    canvas.oval(x - 12 * way, y - 10, 18, 13, INK)
    canvas.oval(x + 26 * way, y + 2, 10, 8, INK)
    canvas.box(x + 34 * way - 13, y - 44, x + 34 * way + 13, y - 12, "#fbf7f0", 8)
    canvas.oval(x + 40 * way, y - 18, 9, 6, "#d9a08c")
    canvas.oval(x + 32 * way, y - 40, 7, 5, INK)


def water_valley() -> Canvas:
    canvas = Canvas(*WIDE, PAPER, scale=2)
    canvas.fade(0, 430, "#c3d4d6", "#e6e6d8", "#f6ead0")
    canvas.oval(300, 170, 54, 54, "#fbf7f0")
    canvas.hills("#9fb5ac", 330, (50, 260, 0.2), (20, 100, 2.1))
    canvas.hills("#7d9a83", 410, (60, 300, 1.6), (16, 80, 0.2))
    dice = random.Random("firs")
    for n in range(70):
        x, y = n * 23 + dice.uniform(-8, 8), 452 + 52 * math.sin(n * 23 / 300 + 1.6)
        tall = dice.uniform(34, 66)
        canvas.shape("#48664f", (x, y - tall), (x + 14, y), (x - 14, y))
    canvas.hills("#8fae78", 540, (28, 340, 0.6))
    canvas.shape("#7fa9bd", (700, 560), (790, 556), (980, 680), (1300, 800), (760, 800), (840, 690))
    canvas.shape("#a9c7d3", (730, 562), (770, 560), (930, 690), (1100, 800), (900, 800), (880, 700))
    canvas.box(1130, 300, 1270, 610, "#d9c0a0")
    canvas.shape("#d9c0a0", (1100, 300), (1300, 300), (1270, 380), (1130, 380))
    canvas.shape("#4a5a66", (1086, 300), (1314, 300), (1200, 210))
    canvas.box(1100, 292, 1300, 306, "#3a4650")
    canvas.grid("#6d5a48", 1160, 400, (20, 44), (60, 90), (2, 2))
    canvas.box(1178, 552, 1222, 610, "#6d5a48", 4)
    for x, y, wide in ((180, 600, 130), (340, 640, 100), (480, 610, 120)):
        canvas.box(x, y - 60, x + wide, y + 20, PAPER)
        canvas.shape(
            "#a34c2e",
            (x - 10, y - 58),
            (x + wide + 10, y - 58),
            (x + wide - 24, y - 104),
            (x + 24, y - 104),
        )
        canvas.grid("#4a5a66", x + 16, y - 40, (16, 22), (34, 40), ((wide - 20) // 34, 1))
    for x, y in ((620, 700), (560, 736), (1420, 690), (1500, 730)):
        canvas.oval(x, y, 26, 10, "#8d857a")
        canvas.box(x - 22, y - 30, x + 22, y, "#a39a8c", 4)
        canvas.oval(x, y - 30, 22, 8, "#57504a")
    return canvas
