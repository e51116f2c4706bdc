"""Where the demo's people work, seen from far."""

from __future__ import annotations

import math
import random

from demo_media.canvas import ACCENT, INK, PAPER, Canvas

WIDE, FULL = (1600, 800), (1920, 820)


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


def ward_corridor() -> Canvas:
    canvas = Canvas(*WIDE, "#1c2a38", scale=2)
    canvas.fade(0, 800, "#22344a", "#1b2836", "#16202b")
    canvas.shape("#2c4258", (0, 0), (640, 260), (640, 540), (0, 800))
    canvas.shape("#263a4f", (1600, 0), (960, 260), (960, 540), (1600, 800))
    canvas.shape("#4a5f70", (0, 800), (640, 540), (960, 540), (1600, 800))
    canvas.shape("#31475c", (0, 0), (640, 260), (960, 260), (1600, 0))
    canvas.box(640, 260, 960, 540, "#3c566c")
    canvas.box(720, 330, 880, 540, "#55738a")
    canvas.line("#1b2836", 3, (800, 330), (800, 540))
    canvas.oval(756, 400, 15, 20, "#f6e6b4")
    canvas.oval(844, 400, 15, 20, "#f6e6b4")
    for step in range(4):
        share = 0.16 + step * 0.24
        top, bottom = 260 * share + 60, 800 - 240 * share
        left, width = 640 * share - 30, 96 * (1.15 - share)
        canvas.shape(
            "#1d2f41",
            (left, top + 80),
            (left + width, top + 80 + width * 0.4),
            (left + width, bottom - width * 0.4),
            (left, bottom),
        )
        right = 1600 - left
        colour = "#f2cd83" if step == 1 else "#1d2f41"
        canvas.shape(
            colour,
            (right, top + 80),
            (right - width, top + 80 + width * 0.4),
            (right - width, bottom - width * 0.4),
            (right, bottom),
        )
    canvas.shape("#8d8a72", (1330, 692), (1240, 655), (980, 700), (1060, 780))
    for n in range(5):
        y, half = 40 + n * 48, 90 - n * 14
        canvas.shape(
            "#dfe9e6",
            (800 - half, y),
            (800 + half, y),
            (800 + half - 8, y + 14),
            (800 - half + 8, y + 14),
        )
    nurse(canvas, 1010, 690)
    canvas.box(180, 470, 420, 640, "#6d8292", 8)
    canvas.box(180, 458, 420, 478, "#c9d5d6", 6)
    canvas.box(240, 404, 320, 458, INK, 6)
    canvas.box(247, 410, 313, 452, "#9fd0cf", 3)
    canvas.box(350, 430, 392, 458, "#a8323a", 5)
    canvas.arc(398, 444, 12, 10, 270, 90, 5)
    return canvas


def nurse(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x - 26, y - 110, x - 4, y + 18, "#1f4f58", 6)
    canvas.box(x + 4, y - 110, x + 26, y + 18, "#1f4f58", 6)
    canvas.box(x - 36, y - 222, x + 36, y - 88, "#2d6f7a", 20)
    canvas.box(x + 26, y - 204, x + 44, y - 104, "#2d6f7a", 9)
    canvas.box(x - 44, y - 204, x - 26, y - 104, "#2d6f7a", 9)
    canvas.box(x - 12, y - 240, x + 12, y - 212, "#f3cfb8", 6)
    canvas.oval(x, y - 262, 27, 32, "#f3cfb8")
    canvas.oval(x, y - 276, 30, 26, "#a8522c")
    canvas.oval(x + 18, y - 252, 14, 26, "#a8522c")
    canvas.box(x + 28, y - 118, x + 74, y - 92, PAPER, 4)


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


def shop_window() -> Canvas:
    canvas = Canvas(*WIDE, "#2b2a33", scale=2)
    canvas.fade(0, 800, "#3b4258", "#2b2f3f", "#232530")
    canvas.box(0, 60, 1600, 700, "#5a3f46")
    canvas.box(120, 90, 1480, 190, "#12777a")
    canvas.box(120, 178, 1480, 190, "#0d5557")
    for left in (170, 900):
        canvas.box(left, 230, left + 530, 640, "#20181a", 6)
        canvas.box(left + 10, 240, left + 520, 630, "#f4d596", 4)
    cloth = (
        "#b3452a",
        "#1f6b66",
        "#6c3c67",
        "#d9a520",
        "#2f659f",
        "#efe0d2",
        "#a8323a",
        "#31465e",
        "#8fae9f",
    )
    for n in range(9):
        x, top = 204 + n * 54, 310 + (n * 37) % 90
        canvas.box(x, top, x + 42, 606, cloth[n], 12)
        canvas.oval(x + 21, top + 8, 21, 9, cloth[(n + 4) % 9])
        for fold in range(3):
            canvas.line("#2b2629", 1.2, (x + 10 + fold * 11, top + 30), (x + 10 + fold * 11, 600))
    canvas.box(190, 606, 690, 630, "#7a4d2e")
    for shelf in range(3):
        y = 360 + shelf * 110
        canvas.box(920, y, 1412, y + 12, "#7a4d2e")
        for tin in range(8):
            x = 940 + tin * 58
            height = 52 + ((tin + shelf) * 13) % 22
            canvas.box(x, y - height, x + 42, y, cloth[(tin * 2 + shelf * 3) % 9], 5)
            canvas.box(x + 6, y - height + 14, x + 36, y - height + 32, PAPER, 2)
            canvas.oval(x + 21, y - height, 17, 5, "#c9bfae")
    canvas.box(730, 230, 870, 700, "#0d5557", 4)
    canvas.box(750, 256, 850, 500, "#f7dfae", 4)
    canvas.box(770, 300, 830, 336, PAPER, 4)
    canvas.line(INK, 4, (782, 314), (818, 314))
    canvas.line(INK, 4, (786, 324), (812, 324))
    canvas.oval(846, 560, 7, 7, "#d9a520")
    canvas.box(0, 690, 1600, 800, "#3d3a44")
    canvas.shape("#8c7350", (170, 690), (700, 690), (780, 800), (60, 800))
    canvas.shape("#8c7350", (900, 690), (1430, 690), (1540, 800), (840, 800))
    for n, name in enumerate((1, 0.6, 0.8, 1.2, 0.7, 1, 0.9, 0.5, 1.1, 0.8)):
        canvas.box(560 + n * 50, 120, 560 + n * 50 + 30 * name, 154, "#f7dfae", 4)
    canvas.oval(1530, 180, 26, 34, "#fbe3b0")
    canvas.line(INK, 8, (1530, 214), (1530, 700))
    return canvas


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


def villa_serena() -> Canvas:
    canvas = Canvas(*FULL, PAPER, scale=2)
    canvas.fade(0, 480, "#5b8fb8", "#a9cbd9", "#f2e4cc")
    ridge = ((0, 420), (180, 250), (300, 330), (470, 150), (640, 320), (820, 210), (1000, 350), (1190, 130),
             (1380, 310), (1560, 200), (1740, 330), (1920, 240), (1920, 560), (0, 560))  # fmt: skip
    canvas.shape("#7d8aa3", *ridge)
    for x, y, wide in (
        (470, 150, 74),
        (1190, 130, 84),
        (820, 210, 48),
        (1560, 200, 52),
        (180, 250, 44),
    ):
        canvas.shape(
            "#f6f8fa",
            (x, y),
            (x + wide, y + wide * 0.95),
            (x + wide * 0.3, y + wide * 0.7),
            (x, y + wide * 1.1),
            (x - wide * 0.4, y + wide * 0.65),
            (x - wide, y + wide * 1.0),
        )
    canvas.hills("#8d9a72", 470, (24, 280, 0.3))
    canvas.box(0, 540, 1920, 820, "#dcc7a3")
    for n in range(20):
        canvas.line("#cbb38c", 3, (960 + (n - 10) * 70, 640), (960 + (n - 10) * 190, 820))
    canvas.box(520, 330, 1400, 640, "#f6e9cf")
    canvas.box(500, 316, 1420, 344, "#c98d64")
    canvas.shape("#a34c2e", (500, 318), (1420, 318), (1370, 276), (550, 276))
    canvas.grid("#56708a", 560, 380, (44, 76), (96, 0), (9, 1))
    for n in range(9):
        x = 556 + n * 96
        canvas.box(x, 508, x + 56, 640, "#8c6a4a", 28)
        canvas.box(x, 560, x + 56, 640, "#8c6a4a")
        canvas.box(x - 22, 500, x - 10, 640, "#efdcb8")
    canvas.box(900, 150, 1020, 330, "#f6e9cf")
    canvas.shape("#a34c2e", (886, 154), (1034, 154), (960, 76))
    canvas.oval(960, 220, 38, 38, PAPER)
    canvas.line(INK, 4, (960, 220), (960, 194))
    canvas.line(INK, 4, (960, 220), (980, 228))
    canvas.box(936, 280, 984, 330, "#56708a", 20)
    canvas.line("#57504a", 5, (960, 76), (960, 20))
    canvas.shape("#b3452a", (960, 22), (1016, 34), (960, 48))
    for x in (250, 380, 1540, 1680):
        canvas.box(x - 9, 470, x + 9, 650, "#7a5a3c")
        for leaf in range(7):
            angle = math.pi * (1.05 + leaf * 0.15)
            tip = (x + 96 * math.cos(angle), 476 + 70 * math.sin(angle) + 30 * abs(leaf - 3) / 3)
            canvas.line("#4f7a4a", 12, (x, 470), ((x + tip[0]) / 2, tip[1] - 14), tip)
    canvas.oval(960, 744, 150, 30, "#b9a27a")
    canvas.oval(960, 734, 138, 24, "#8fb3c2")
    canvas.box(948, 660, 972, 734, "#cbb38c", 6)
    canvas.oval(960, 660, 34, 9, "#cbb38c")
    for x, y, colour in (
        (700, 730, "#31465e"),
        (730, 734, "#a8323a"),
        (1210, 726, "#f4f1ea"),
        (1330, 756, "#1f6b66"),
        (560, 764, "#6c3c67"),
    ):
        canvas.box(x - 12, y - 62, x + 12, y, colour, 10)
        canvas.oval(x, y - 74, 11, 12, "#8c5a3c")
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
