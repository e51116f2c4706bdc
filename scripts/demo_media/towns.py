"""A ward at night, a shop and a town square."""

from __future__ import annotations

import math

from demo_media.canvas import FULL, INK, PAPER, WIDE, Canvas

_CLOTH = (
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
    _doors(canvas)
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


def _doors(canvas: Canvas) -> None:
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


def shop_window() -> Canvas:
    canvas = Canvas(*WIDE, "#2b2a33", scale=2)
    canvas.fade(0, 800, "#3b4258", "#2b2f3f", "#232530")
    canvas.box(0, 60, 1600, 700, "#5a3f46")
    canvas.box(120, 90, 1480, 190, "#12777a")
    canvas.box(120, 178, 1480, 190, "#0d5557")
    for left in (170, 900):
        canvas.box(left, 230, left + 530, 640, "#20181a", 6)
        canvas.box(left + 10, 240, left + 520, 630, "#f4d596", 4)
    for n in range(9):
        x, top = 204 + n * 54, 310 + (n * 37) % 90
        canvas.box(x, top, x + 42, 606, _CLOTH[n], 12)
        canvas.oval(x + 21, top + 8, 21, 9, _CLOTH[(n + 4) % 9])
        for fold in range(3):
            canvas.line("#2b2629", 1.2, (x + 10 + fold * 11, top + 30), (x + 10 + fold * 11, 600))
    canvas.box(190, 606, 690, 630, "#7a4d2e")
    for shelf in range(3):
        y = 360 + shelf * 110
        canvas.box(920, y, 1412, y + 12, "#7a4d2e")
        for tin in range(8):
            x = 940 + tin * 58
            height = 52 + ((tin + shelf) * 13) % 22
            canvas.box(x, y - height, x + 42, y, _CLOTH[(tin * 2 + shelf * 3) % 9], 5)
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


def villa_serena() -> Canvas:
    canvas = Canvas(*FULL, PAPER, scale=2)
    canvas.fade(0, 480, "#5b8fb8", "#a9cbd9", "#f2e4cc")
    _snowy_ridge(canvas)
    canvas.hills("#8d9a72", 470, (24, 280, 0.3))
    canvas.box(0, 540, 1920, 820, "#dcc7a3")
    for n in range(20):
        canvas.line("#cbb38c", 3, (960 + (n - 10) * 70, 640), (960 + (n - 10) * 190, 820))
    _town_hall(canvas)
    _palms(canvas)
    _fountain_and_people(canvas)
    return canvas


def _snowy_ridge(canvas: Canvas) -> None:
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


def _town_hall(canvas: Canvas) -> None:
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


def _palms(canvas: Canvas) -> None:
    for x in (250, 380, 1540, 1680):
        canvas.box(x - 9, 470, x + 9, 650, "#7a5a3c")
        for leaf in range(7):
            angle = math.pi * (1.05 + leaf * 0.15)
            tip = (x + 96 * math.cos(angle), 476 + 70 * math.sin(angle) + 30 * abs(leaf - 3) / 3)
            canvas.line("#4f7a4a", 12, (x, 470), ((x + tip[0]) / 2, tip[1] - 14), tip)


def _fountain_and_people(canvas: Canvas) -> None:
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
