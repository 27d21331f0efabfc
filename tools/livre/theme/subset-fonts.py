#!/usr/bin/env python3
"""Réduit les polices du livre aux caractères du français, des programmes et des frises.

À refaire si le livre emploie un caractère de plus :

    npm install @fontsource-variable/literata        # dans un dossier à part
    apt-get install fonts-jetbrains-mono
    pip install fonttools brotli
    python3 subset-fonts.py DOSSIER/node_modules/@fontsource-variable/literata/files

Les deux polices sont sous licence OFL, sans nom réservé (voir fonts/LICENSE.txt).
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FRENCH = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178,
    0x2009, 0x202F, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D,
    0x2022, 0x2026, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2713,
]
DRAWING = [
    *range(0x2500, 0x2581), 0x2584, 0x2588, 0x2591, 0x2592, 0x2593, 0x25A0,
    0x25B2, 0x25B6, 0x25BC, 0x25C0, 0x25C6, 0x25C7, 0x25CB, 0x25CF, 0x2715,
]
THIN_SPACE, NARROW_NO_BREAK = 0x2009, 0x202F
FONTS = Path(__file__).parent / "fonts"
MONO = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"


def save(font, characters, name, features, axes=None):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if axes:
        font = instancer.instantiateVariableFont(font, axes)
    font.flavor = "woff2"
    font.save(FONTS / name)


def main(literata):
    for style, axes in (("normal", {"wght": (400, 700)}), ("italic", {"wght": 400})):
        font = TTFont(literata / f"literata-latin-wght-{style}.woff2")
        # Literata n'a pas l'espace fine insécable : celle qui est sécable a le même dessin.
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap.setdefault(NARROW_NO_BREAK, table.cmap[THIN_SPACE])
        save(font, FRENCH, f"literata-{style}.woff2", ["kern", "liga", "mark", "ccmp", "locl"], axes)
    save(TTFont(MONO), FRENCH + DRAWING, "jetbrains-mono.woff2", ["ccmp", "mark"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
