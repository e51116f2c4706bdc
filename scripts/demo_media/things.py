"""What the demo's people work with, seen from near."""

from __future__ import annotations

import random

from demo_media.canvas import ACCENT, INK, PAPER, Canvas

NEAR = (1200, 800)


def journal_pages() -> Canvas:
    canvas = Canvas(*NEAR, "#cdbfa8", scale=2)
    canvas.fade(0, 800, "#d8ccb8", "#c2b197")
    for left, top in ((110, 90), (620, 70)):
        canvas.box(left + 10, top + 14, left + 480, top + 654, "#a08f76", 6)
        canvas.box(left, top, left + 470, top + 640, "#fffdf9", 6)
        for row in range(18):
            y = top + 60 + row * 31
            canvas.line("#dcd2c2", 1.5, (left + 24, y + 12), (left + 446, y + 12))
        canvas.line("#e0a392", 1.5, (left + 96, top + 24), (left + 96, top + 620))
    for row in range(18):
        canvas.line(
            "#26384c", 4, (220, 150 + row * 31), (220 + 210 + (row * 3) % 7, 150 + row * 31)
        )
        canvas.line("#26384c", 4, (134, 150 + row * 31), (186, 150 + row * 31))
        canvas.line("#26384c", 4, (500, 150 + row * 31), (548, 150 + row * 31))
    inks = ("#26384c", "#6c3c67", "#57504a", "#1f6b66", "#2f659f")
    for row in range(18):
        y, ink = 130 + row * 31, inks[(row * row + row) % 5]
        canvas.line(
            ink, 3 + row % 3, (730 + row % 3 * 4, y), (860 + (row * 67) % 150, y - 2 + row % 4)
        )
        canvas.line(ink, 3 + row % 3, (646, y + row % 3), (692 - row % 9, y))
        canvas.line(ink, 3, (1020 - row % 4 * 6, y), (1060, y + row % 2))
        if row % 4 != 1:
            canvas.oval(1076, y - 2, 6, 6, ACCENT)
    return canvas


def tally_sheet() -> Canvas:
    canvas = Canvas(*NEAR, "#e4e8e6", scale=2)
    canvas.fade(0, 800, "#eef1ef", "#d3dad8")
    canvas.line("#b9c3c1", 4, (0, 690), (1200, 690))
    canvas.box(1080, 220, 1104, 520, "#a9b3b1", 10)
    canvas.shape("#c3cbc9", (236, 96), (976, 118), (960, 668), (222, 640))
    canvas.shape("#fffdf9", (226, 84), (966, 106), (950, 656), (212, 628))
    for x, y, colour in ((300, 90, ACCENT), (900, 108, "#1f6b66")):
        canvas.oval(x, y, 22, 22, colour)
        canvas.oval(x - 6, y - 6, 7, 7, "#ffffff")
    canvas.line(INK, 8, (270, 150), (560, 158))
    dice = random.Random("marks")
    for row in range(7):
        y = 206 + row * 60
        canvas.line("#57504a", 5, (262, y + 10), (262 + 90 + (row * 37) % 50, y + 12))
        for bundle in range((7, 6, 6, 5, 7, 6, 6)[row]):  # 215 in a week
            x = 420 + bundle * 56
            for stroke in range(4):
                tilt = dice.uniform(-3, 3)
                canvas.line(
                    "#2f659f", 3.5, (x + stroke * 9, y - 8), (x + stroke * 9 + tilt, y + 24)
                )
            canvas.line("#2f659f", 3.5, (x - 7, y + 20), (x + 35, y - 4))
        for cross in range((2, 1, 1, 2, 1, 1, 1)[row]):
            x = 856 + cross * 40
            canvas.line(ACCENT, 6, (x, y - 6), (x + 24, y + 20))
            canvas.line(ACCENT, 6, (x + 24, y - 6), (x, y + 20))
    canvas.line("#b9ada0", 3, (985, 130), (1010, 380), (992, 560))
    canvas.box(976, 560, 1004, 650, "#d9a520", 6)
    return canvas


def pegboard() -> Canvas:
    canvas = Canvas(*NEAR, "#6d5a48", scale=2)
    canvas.fade(0, 800, "#7a6654", "#5f4d3d")
    canvas.box(110, 80, 1090, 700, "#b98f5e", 6)
    canvas.box(100, 68, 1080, 688, "#cda36f", 6)
    pegs = ("#b3452a", "#1f6b66", "#2f659f", "#fbf7f0", "#a0721a")
    for n in range(90):
        column, row = n % 15, n // 15
        x, y = 150 + column * 62, 150 + row * 92
        canvas.box(x - 16, y - 38, x + 16, y - 22, "#e6cda3", 2)
        canvas.line("#7a5c38", 2.5, (x - 8, y - 30), (x + 8, y - 30))
        canvas.oval(x, y, 9, 9, "#5c4227")
        if (n * 29) % 11 in (1, 2, 5, 7):
            canvas.oval(x + 2, y + 4, 15, 15, "#8c6a42")
            canvas.oval(x, y, 15, 15, pegs[(n * 7) % 5])
            canvas.oval(x - 4, y - 5, 4, 4, "#ffffff")
    canvas.shape("#a97f50", (1080, 560), (1080, 688), (940, 688))
    canvas.line("#8c6a42", 3, (940, 688), (1080, 560))
    return canvas


def receipts_box() -> Canvas:
    canvas = Canvas(*NEAR, "#d9c7a8", scale=2)
    canvas.fade(0, 800, "#e6d8bf", "#c9b48f")
    for left in range(0, 1200, 150):
        canvas.line("#b89f78", 2, (left, 0), (left - 40, 800))
    canvas.shape("#8c5a3c", (250, 330), (900, 300), (960, 640), (210, 680))
    dice = random.Random("receipts")
    for n in range(22):
        x, y = dice.uniform(290, 820), dice.uniform(220, 420)
        tilt, tall = dice.uniform(-60, 60), dice.uniform(120, 230)
        paper = dice.choice(("#fffdf9", "#f6efe2", "#fdf6e3", "#f1e4e0"))
        canvas.shape(
            paper,
            (x, y),
            (x + 74, y + tilt * 0.3),
            (x + 74 + tilt, y + tall),
            (x + tilt, y + tall - tilt * 0.2),
        )
        for row in range(5):
            start = (x + 12 + tilt * row / 9, y + 24 + row * 18)
            canvas.line(
                "#9a8f82",
                2.5,
                start,
                (start[0] + 26 + (n * 11 + row * 7) % 24, start[1] + tilt * 0.08),
            )
    canvas.shape("#a66d49", (210, 520), (960, 480), (972, 690), (200, 730))
    canvas.shape("#b87c55", (210, 520), (960, 480), (960, 500), (210, 542))
    canvas.box(430, 570, 720, 660, PAPER, 6)
    canvas.line(INK, 7, (470, 606), (670, 598))
    canvas.line(INK, 5, (480, 632), (610, 628))
    canvas.oval(1050, 300, 92, 88, "#12777a")
    canvas.oval(1050, 286, 74, 62, "#6b3f22")
    canvas.arc(1142, 300, 34, 40, 250, 110, 14)
    return canvas


def paper_trolley() -> Canvas:
    canvas = Canvas(*NEAR, "#dcd8cc", scale=2)
    canvas.fade(0, 560, "#ece8dc", "#d6d0c1")
    canvas.box(0, 560, 1200, 800, "#a89d8a")
    canvas.line("#8f8572", 3, (0, 560), (1200, 560))
    canvas.box(60, 60, 300, 560, "#8fa39b", 4)
    canvas.oval(276, 330, 9, 9, "#d9a520")
    canvas.box(110, 110, 250, 170, PAPER, 4)
    canvas.line(INK, 5, (130, 140), (226, 140))
    for shelf in (300, 470):
        canvas.box(430, shelf, 960, shelf + 20, "#4a5a66", 4)
    canvas.line("#3a4650", 14, (436, 620), (436, 250), (380, 220))
    canvas.line("#3a4650", 14, (954, 620), (954, 300))
    canvas.box(430, 600, 960, 622, "#4a5a66", 4)
    for x in (470, 920):
        canvas.oval(x, 650, 28, 28, INK)
        canvas.oval(x, 650, 10, 10, "#8d857a")
    stacks = ((455, 300, 21), (575, 300, 26), (700, 300, 18), (820, 300, 24), (470, 470, 9), (640, 470, 11),
              (800, 470, 8), (500, 600, 7), (690, 600, 9))  # fmt: skip
    for x, base, sheets in stacks:
        for n in range(sheets):
            shift = (n * 13) % 7 - 3
            canvas.box(
                x + shift,
                base - 8 - n * 9,
                x + 110 + shift,
                base - n * 9,
                "#fffdf9" if n % 2 else "#e9e1d2",
            )
    return canvas


def basement_shelves() -> Canvas:
    canvas = Canvas(*NEAR, "#3a3630", scale=2)
    canvas.fade(0, 800, "#4a453c", "#2f2b26")
    canvas.shape("#5c564a", (0, 800), (400, 560), (800, 560), (1200, 800))
    canvas.oval(600, 90, 46, 26, "#fbe9b8")
    canvas.line(INK, 4, (600, 0), (600, 66))
    canvas.shape("#57513f", (600, 96), (980, 600), (220, 600))
    binders = ("#8d6b3c", "#6d5a48", "#7a4d3a", "#56604a", "#4a5a66", "#a08f76")
    for side in (0, 1):
        for row in range(5):
            for n in range(15):
                near = 1 - n / 19
                x = 26 + n * 29 - n * n * 0.35
                height = 108 * near
                base = 178 + row * 132 - (row - 1.6) * n * 5.6
                left = x if side == 0 else 1200 - x - 26
                canvas.box(
                    left,
                    base - height,
                    left + 23 * near + 2,
                    base,
                    binders[(n * 7 + row * 3 + side) % 6],
                    2,
                )
                canvas.box(
                    left + 4,
                    base - height * 0.8,
                    left + 4 + 12 * near,
                    base - height * 0.5,
                    "#e6dcc8",
                    1,
                )
    canvas.box(520, 470, 690, 600, "#8c6a42", 4)
    canvas.box(510, 452, 700, 474, "#a97f50", 4)
    canvas.box(548, 420, 660, 452, "#fffdf9")
    canvas.line("#9a8f82", 3, (560, 436), (640, 436))
    return canvas
