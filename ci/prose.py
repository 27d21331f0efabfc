"""Extrait d'un fichier Markdown, d'un quiz ou d'un exercice la prose à relire, sans perdre ses numéros de ligne."""

import html
import re
import tomllib
from dataclasses import dataclass

from markdown_it import MarkdownIt

# Tient la place d'un code ou d'un mot étranger dans la phrase.
MASK = "¤"

# Directives mdBook, identifiants de titre, appels de note, marques d'alerte, cases à cocher.
UNREAD = r"\{\{.*?\}\}|\s*\{[#.][^}]*\}|\[\^[^\]]*\](?:: *)?|\[!\w+\]\s*|^\[[ xX]\] "

# Un texte de TOML.
VALUE = r"""(?P<value>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""

# Dans un quiz ou un exercice, ce qui est du Markdown ; les motifs et les sorties n'en sont pas, et une
# notion est une liste de mots. Un indice est seul sur sa ligne, retrait compris.
DATA_PROSE = re.compile(rf"(?ms)^(?:(?:question|explication|texte|pourquoi|titre)\s*=\s*|[ \t]+){VALUE}")


@dataclass
class Prose:
    """Un paragraphe sans balisage, et la ligne du fichier d'où vient chaque caractère."""

    file: str
    text: str
    lines: list


def paragraphs(file, text):
    """Rend une `Prose` par paragraphe, titre, puce, cellule ou ligne de HTML."""
    if not file.endswith(".toml"):
        yield from markdown_paragraphs(file, text)
        return
    for found in DATA_PROSE.finditer(text):
        value = found["value"]
        # TOML ôte le saut de ligne qui suit trois guillemets ouvrants.
        skipped = value[:4] in ('"""\n', "'''\n")
        before = text.count("\n", 0, found.start("value")) + skipped
        for prose in markdown_paragraphs(file, tomllib.loads(f"x = {value}")["x"]):
            prose.lines = [before + line for line in prose.lines]
            yield prose


def markdown_paragraphs(file, markdown):
    """Lit du Markdown ; les lignes se comptent à partir de 1."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    english = None
    for before, token in zip([None] + tokens, tokens):
        if token.type == "inline" and before.type == "heading_open":
            if english and before.tag <= english:
                english = None
            if file == "README.md" and "In English" in token.content:
                english = before.tag
        if english:
            continue
        if token.type == "inline":
            in_cell = before.type in ("td_open", "th_open")
            yield from assemble(file, inline_pieces(token, in_cell))
        elif token.type == "html_block":
            for piece in html_pieces(token):
                yield from assemble(file, [piece])


def inline_pieces(token, in_cell):
    """Rend les morceaux de texte d'un paragraphe, chacun avec sa ligne."""
    line, read, foreign = token.map[0] + 1, "", None
    for child in token.children:
        piece = ""
        if child.type in ("softbreak", "hardbreak"):
            line, piece = line + 1, " "
        elif child.type == "em_open" and is_gloss(read, in_cell):
            foreign = foreign or "em_close"
        elif child.type == "html_inline" and 'lang="en"' in child.content:
            foreign = foreign or "html_inline"
        elif child.type == foreign:
            foreign, piece = None, MASK
        elif foreign:
            pass
        elif child.type == "code_inline":
            piece = MASK
        elif child.type in ("text", "image"):
            piece = child.content
        if child.type == "html_inline":
            line += child.content.count("\n")
        read += piece
        yield piece, line


def is_gloss(read, in_cell):
    """Vrai si l'italique qui s'ouvre est de l'anglais : entre parenthèses, ou seul en cellule."""
    return re.search(rf"\($|{MASK} ?(?:/|,|;|ou) ?$", read) or (in_cell and not read)


def html_pieces(token):
    """Rend le texte d'un bloc HTML, ligne à ligne."""
    hidden = r"(?s)<!--.*?-->|<(pre|script|style|svg|code)\b.*?</\1>"
    text = re.sub(hidden, lambda m: MASK + "\n" * m[0].count("\n"), token.content)
    text = re.sub(r"(?s)<[^>]*>", lambda m: "\n" * m[0].count("\n"), text)
    for number, content in enumerate(text.split("\n"), token.map[0] + 1):
        yield html.unescape(content), number


def assemble(file, pieces):
    """Joint les morceaux ; tout espace y devient ordinaire et toute apostrophe droite."""
    pieces = list(pieces)
    text = "".join(piece for piece, _ in pieces)
    lines = [line for piece, line in pieces for _ in piece]
    kept = [m.start() for m in re.finditer(rf"(?s)(^\s+|{UNREAD})|.", text) if not m[1]]
    text = re.sub(r"\s", " ", "".join(text[i] for i in kept)).replace("’", "'")
    if re.search(r"[^\W_]", text):
        yield Prose(file, text, [lines[i] for i in kept])
