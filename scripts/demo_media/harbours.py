"""Quays, gates and loading doors, and what stands on them."""

from __future__ import annotations

import random

from demo_media.canvas import ACCENT, FULL, INK, PAPER, WIDE, Canvas


def lorry(canvas: Canvas, x: float, y: float, colour: str, lit: bool = False) -> None:
    """A lorry that stands on ``y`` with its cab at ``x``, heading right."""
    canvas.box(x - 168, y - 82, x - 6, y - 14, colour, 4)
    canvas.line("#2b2629", 1.5, (x - 168, y - 48), (x - 6, y - 48))
    canvas.box(x, y - 62, x + 44, y - 14, INK, 8)
    canvas.box(x + 20, y - 56, x + 40, y - 36, "#cfdbe0", 4)
    canvas.box(x - 170, y - 16, x + 46, y - 10, "#3a3530", 2)
    for wheel in (x - 148, x - 118, x - 30, x + 22):
        canvas.oval(wheel, y - 8, 12, 12, "#191714")
        canvas.oval(wheel, y - 8, 5, 5, "#8d857a")
    if lit:
        canvas.shape("#f6d58a", (x + 44, y - 26), (x + 150, y - 6), (x + 150, y), (x + 44, y - 18))
        canvas.oval(x + 43, y - 23, 5, 5, "#fff3cf")


def ship(canvas: Canvas, x: float, y: float, length: float) -> None:
    canvas.shape(
        "#26384c", (x, y - 26), (x + length, y - 26), (x + length - 24, y + 18), (x + 22, y + 18)
    )
    canvas.box(x, y - 30, x + length, y - 22, ACCENT)
    colours = ("#1f6b66", "#a0721a", "#6c3c67", "#b3452a", "#2f659f", "#8d857a")
    for column in range(int(length // 44) - 2):
        for row in range(1 + (column * 7) % 3):
            left = x + 18 + column * 44
            colour = colours[(column * 5 + row * 3) % len(colours)]
            canvas.box(left, y - 52 - row * 22, left + 40, y - 32 - row * 22, colour)
    canvas.box(x + length - 74, y - 112, x + length - 28, y - 26, PAPER)
    canvas.grid("#57778a", x + length - 68, y - 102, (8, 8), (12, 18), (3, 3))


def porto_quay() -> Canvas:
    canvas = Canvas(*WIDE, PAPER, scale=2)
    canvas.fade(0, 520, "#31465e", "#7a6f86", "#d99a78", "#f3c98f")
    canvas.oval(1180, 452, 60, 60, "#fbe3b0")
    canvas.hills("#6b5a6b", 440, (30, 210, 0.4), (12, 70, 1.2))
    dice = random.Random("porto")
    walls = ("#d9a27c", "#e7c9a0", "#c46a4a", "#efe0d2", "#b98a6a", "#9fb3b0")
    for row, base in enumerate((470, 520, 575)):
        x = -20.0 + row * 13
        while x < 820 - row * 60:
            width, height = dice.randint(46, 84), dice.randint(70, 128)
            wall = dice.choice(walls)
            canvas.box(x, base - height, x + width, base + 60, wall)
            roof = ((x - 4, base - height), (x + width + 4, base - height))
            canvas.shape(
                "#a34c2e", *roof, (x + width - 12, base - height - 20), (x + 12, base - height - 20)
            )
            lit = dice.random() < 0.35
            pane = "#f6d58a" if lit else "#4a4250"
            canvas.grid(
                pane, x + 10, base - height + 16, (9, 14), (20, 32), (max(1, (width - 12) // 20), 3)
            )
            x += width + 2
    canvas.box(0, 600, 1600, 640, "#7f6f63")
    canvas.fade(640, 800, "#a98b84", "#5a6478", "#31465e")
    for n in range(60):
        y, x = 650 + (n * 37) % 140, (n * 263) % 1600
        canvas.line(
            "#f3c98f" if 1000 < x < 1400 else "#8d93a3", 2.5, (x, y), (x + 30 + (n * 17) % 60, y)
        )
    ship(canvas, 900, 640, 560)
    canvas.line(INK, 7, (850, 640), (850, 330), (1130, 330))
    canvas.line(INK, 4, (850, 400), (920, 330), (790, 330), (850, 400))
    canvas.line(INK, 3, (1060, 330), (1060, 470))
    canvas.box(1036, 470, 1084, 494, "#1f6b66")
    return canvas


def loading_doors() -> Canvas:
    canvas = Canvas(*FULL, PAPER, scale=2)
    canvas.fade(0, 470, "#2b3c55", "#54688a", "#a9b4c6", "#e7cdb4")
    ridge = ((0, 300), (160, 210), (300, 290), (520, 120), (700, 270), (880, 190), (1060, 300), (1290, 90),
             (1480, 270), (1660, 180), (1800, 260), (1920, 200), (1920, 400), (0, 400))  # fmt: skip
    canvas.shape("#47597a", *ridge)
    for x, y, wide in (
        (520, 120, 70),
        (1290, 90, 82),
        (160, 210, 44),
        (880, 190, 48),
        (1660, 180, 50),
    ):
        canvas.shape("#e3e9ef", (x, y), (x + wide, y + wide * 0.9), (x + wide * 0.3, y + wide * 0.65),
                     (x, y + wide), (x - wide * 0.4, y + wide * 0.6), (x - wide, y + wide * 0.74))  # fmt: skip
    canvas.box(0, 380, 1920, 640, "#8a3f2c")
    canvas.box(0, 362, 1920, 392, "#e9eef1")
    for n in range(48):
        canvas.oval(n * 41, 392, 24, 7 + (n * 5) % 6, "#e9eef1")
    for n in range(23):
        x = 16 + n * 84
        is_open = n % 7 == 3
        canvas.box(x, 462, x + 62, 612, "#f2c877" if is_open else "#c9d0d3", 2)
        if not is_open:
            for slat in range(6):
                canvas.line("#aab3b7", 1.5, (x, 484 + slat * 22), (x + 62, 484 + slat * 22))
        else:
            canvas.box(x + 8, 552, x + 36, 612, "#8d6b3c")
            canvas.box(x + 38, 572, x + 56, 612, "#6d5230")
        canvas.box(x + 20, 430, x + 42, 450, "#fbf7f0", 3)
        canvas.oval(x + 31, 416, 5, 5, "#f6e6b4")
    canvas.fade(612, 820, "#b9c4d2", "#dfe6ec", "#f4f6f7")
    for n in range(14):
        x = 60 + n * 140
        canvas.line("#a3b0bf", 5, (x, 640), (x - 90, 820))
    for x, colour in ((430, "#1f6b66"), (1010, "#2f659f"), (1600, "#a0721a")):
        lorry(canvas, x, 716, colour, lit=True)
    dice = random.Random("snow")
    for _ in range(340):
        x, y, size = dice.uniform(0, 1920), dice.uniform(0, 820), dice.uniform(1.2, 3.6)
        canvas.oval(x, y, size, size, "#ffffff")
    return canvas


def port_gate() -> Canvas:
    canvas = Canvas(*FULL, PAPER, scale=2)
    canvas.fade(0, 560, "#3b3350", "#8a5a63", "#e08f5f", "#f9d08b")
    canvas.oval(1420, 500, 96, 96, "#fdebb8")
    canvas.hills("#6b4a52", 520, (10, 120, 0.4), (6, 37, 1.0))
    for x, tall in ((1500, 320), (1640, 260), (1780, 300)):
        canvas.line("#2b2533", 10, (x, 600), (x, 600 - tall), (x - 190, 600 - tall + 26))
        canvas.line("#2b2533", 6, (x + 60, 600), (x, 600 - tall))
        canvas.line("#2b2533", 3, (x - 150, 600 - tall + 22), (x - 150, 480))
    stacks = ("#7a3b32", "#2f4f5a", "#8a6a2a", "#4f3a5c", "#3a5a4a")
    for column in range(12):
        for row in range(1 + (column * 5) % 4):
            x, y = 1100 + column * 66, 600 - row * 34
            canvas.box(x, y - 32, x + 62, y, stacks[(column * 3 + row) % 5])
    canvas.fade(598, 820, "#5c4a48", "#3f3438", "#2b2629")
    canvas.box(1120, 430, 1230, 690, "#efe0d2", 4)
    canvas.box(1104, 414, 1246, 436, ACCENT, 4)
    canvas.box(1140, 470, 1210, 540, "#f9d08b", 3)
    canvas.oval(1176, 512, 15, 18, "#3a2a20")
    canvas.box(1156, 526, 1196, 540, "#31465e", 6)
    canvas.box(1086, 560, 1106, 700, INK, 4)
    canvas.line(PAPER, 14, (1096, 580), (830, 566))
    for n in range(5):
        canvas.line(ACCENT, 14, (1060 - n * 52, 578 - n * 2.8), (1036 - n * 52, 577 - n * 2.8))
    colours = ("#1f6b66", "#b3452a", "#2f659f", "#a0721a", "#6c3c67", "#8d857a")
    for n in range(5):
        lorry(canvas, 760 - n * 232, 706 - n * 2, colours[n], lit=n == 0)
    for n in range(4):
        lorry(canvas, 640 - n * 232, 800, colours[5 - n], lit=True)
    canvas.line("#fbe9b8", 5, (40, 560), (40, 300), (120, 290))
    canvas.oval(126, 296, 18, 8, "#fff3cf")
    return canvas
