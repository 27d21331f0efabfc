#!/usr/bin/python3
"""Relit le français du livre : orthographe, grammaire et règles de la maison.

    /usr/bin/python3 ci/proofread.py              # src/**/*.md, README.md, quiz et exercices
    /usr/bin/python3 ci/proofread.py src/lesson1.md
    /usr/bin/python3 ci/proofread.py --selftest   # la relecture voit-elle encore les fautes ?

Une alerte se corrige dans le texte. Un mot juste mais inconnu va dans `ci/lexicon.txt` ;
une fausse alerte, avec sa raison, dans `ci/proofread-exceptions.txt`.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

try:
    import grammalecte
    from prose import paragraphs
except ImportError as error:
    sys.exit(
        f"proofread.py : module {error.name} introuvable ; lancez"
        " « apt-get install python3-grammalecte python3-markdown-it »,"
        " puis ce script avec /usr/bin/python3"
    )

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "ci/lexicon.txt"
EXCEPTIONS = ROOT / "ci/proofread-exceptions.txt"
EXERCISES = "lessons/*/exercises/*/enonce.md", "lessons/*/exercises/*/exercice.toml"

# Les règles de la maison : (motif, conseil, faute que le motif doit voir).
# Le motif lit une prose où tout espace est ordinaire, toute apostrophe droite,
# et où « ¤ » tient la place d'un code ou d'un mot étranger.
# Les mots que le lexique bannit n'y sont pas : `cargo livre verifier` les refuse (src/lexique.md).
HOUSE_RULES = [
    (r"\bil (?:\w+ )?suffi(?:t|ra|rait|sait)\b", "dites ce qu'il faut faire, sans « il suffit »", "Il suffit de lancer."),
    (r"\bsimplement\b", "supprimez « simplement »", "Nous attendons simplement."),
    (r"\bévidemment\b", "supprimez « évidemment »", "Le thread dort, évidemment."),
    (r"\bmalheureusement\b", "supprimez « malheureusement »", "Elle dort malheureusement."),
    (r"\btoi\b|\bte\b|\bt'(?!en\b)|(?<!est )(?<!sont )\btu\b", "vouvoyez", "Quand tu lances le programme."),
    (r"(?<!\ble )(?<!\bun )(?<!\bce )(?<!\bdu )(?<!\bau )(?<!\bde )\bton\b|\btes\b|\bta\b", "vouvoyez", "Lancez ton programme."),
    (r"\b(?:je|moi|mon|ma|mes)\b|\bj'", "écrivez « nous »", "Ensuite, je lance la tâche."),
    (r"\bsupport(?!s?\b)\w+", "écrivez « prendre en charge »", "La bibliothèque supporte Linux."),
    (r"\bpoll(?:er|ée?s?|ent|ait|ant)\b", "écrivez « interroger »", "La boucle va poller la tâche."),
    (r"\bscrut(?:er|e|ée?s?|ent|ait|ant|ation)\b", "écrivez « interroger »", "La boucle scrute la tâche."),
    (r"\bawait(?:er|ée?s?|ent|ait|ant)\b", "écrivez « attendre »", "Il faut awaiter la future."),
    (r"\bspawn(?:er|e|ée?s?|ent|ait|ant)\b", "écrivez « lancer »", "Nous allons spawner une tâche."),
    (r"\bfork(?:er|e|ée?s?|ent|ait|ant)\b", "écrivez « lancer »", "Nous allons forker une tâche."),
    (r"\bschedul(?:er|ers|ée?s?|ing)\b", "écrivez « ordonnanceur », « planifier »", "Le scheduler choisit."),
    (r"\bavort(?:er|e|ée?s?|ent|ait|ant|ement)\b", "écrivez « interrompre »", "La tâche est avortée."),
    (r"\be\.g\.", "écrivez « p. ex. »", "Un délai, e.g. une seconde."),
    (r"\bi\.e\.", "écrivez « c.-à-d. »", "Un délai, i.e. une seconde."),
    (r"\betc(?:\.\.+|\.?…)", "écrivez « etc. »", "Les tâches, les threads, etc…"),
    (r"\bévènement", "écrivez « événement »", "La boucle d'évènements tourne."),
    (r"\bretourn(?:e|er|ent|ée?s?|ait|ant)\b", "écrivez « renvoyer »", "La fonction retourne une valeur."),
    (r"\bvous devriez\b", "écrivez « vous devez »", "Vous devriez lire la sortie."),
    (r"\w·\w", "préférez une formulation épicène", "Les lecteur·rices."),
    (r'"', "écrivez « … »", 'Une tâche dite "lente".'),
    (r"¤[a-zà-ÿ]", "ne collez pas de pluriel au code", "Deux `Future`s dorment."),
    (r"\b(?:[ldjnsc]|qu)'¤", "mettez l'article sur un nom (« le bloc `async` »)", "Nous lisons l'`async`."),
    (r"^A (?=[a-zà-ÿ])", "écrivez « À »", "A retenir"),
    (r"\d\.\d+ ?(?:s|ms|µs|%|Kio|Mio|Gio)\b", "écrivez une virgule décimale", "Elle dort 1.5 s."),
]

# La nature d'un mot du lexique, dans les termes de Grammalecte.
TAGS = {"m": "N:m", "f": "N:f", "adj": "A:e"}

# Ce que Grammalecte exige et que le cours ne veut pas : les ordinaux 1ᵉʳ et 2ᵉ (pour 1er, 2e).
RULES_OFF = r"typo_ordinaux"

# Les noms de règle qui ne viennent pas de Grammalecte.
HOUSE, SPELLING, STALE = "maison", "orthographe", "exception"


@dataclass(order=True, frozen=True)
class Alert:
    file: str
    line: int
    rule: str
    message: str
    words: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.message} [{self.rule}] « {self.words} »"


def typeset(text):
    """Pose les espaces insécables et les apostrophes comme le fait le livre, à longueur égale."""
    text = text.replace("'", "’")
    text = re.sub(r" (?=[;!?])", "\u202f", text)
    text = re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text)
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u202f", text)
    return re.sub(r"(?<=\d) (?=[^\W\d]|%)", "\u00a0", text)


class Dictionary:
    """Le dictionnaire de Grammalecte, où les mots du cours ont le dernier mot."""

    def __init__(self, main, lexicon):
        self.main, self.words = main, {}
        for line in lexicon.splitlines():
            word, *nature = line.partition("#")[0].split() or [None]
            if not word:
                continue
            forms = {word: "s", word + "s": "p"} if word[-1:] not in "sxz" else {word: "i"}
            for form, number in forms.items() if nature else [(word, "")]:
                self.words[form] = [f">{word}/:{TAGS[n]}:{number}/*" for n in nature]

    def __getattr__(self, name):
        return getattr(self.main, name)

    def lookup(self, word):
        return word in self.words or self.main.lookup(word)

    def isValid(self, word):
        return word in self.words or word.lower() in self.words or self.main.isValid(word)

    def isValidToken(self, token):
        return self.main.isValidToken(token) or all(map(self.isValid, token.split("-")))

    def getMorph(self, word):
        own = self.words.get(word) or self.words.get(word.lower())
        return list(own or self.main.getMorph(word))


class Proofreader:
    """Grammalecte, le lexique du cours et les règles de la maison."""

    def __init__(self, lexicon):
        self.checker = grammalecte.GrammarChecker("fr")
        self.speller = self.checker.getSpellChecker()
        self.speller.oMainDic = Dictionary(self.speller.oMainDic, lexicon)

    def alerts(self, prose):
        """Rend les couples (début, alerte) d'un paragraphe."""
        grammar, spelling = self.checker.getParagraphErrors(typeset(prose.text))
        for error in grammar:
            if re.search(RULES_OFF, error["sRuleId"]):
                continue
            hints = " / ".join(error["aSuggestions"][:3])
            message = error["sMessage"] + (f" → {hints}" if hints else "")
            yield self.alert(prose, error["nStart"], error["nEnd"], error["sRuleId"], message)
        for token in spelling:
            hints = next(iter(self.speller.suggest(token["sValue"], 3)), [])
            message = "Mot inconnu" + (f" → {' / '.join(hints)}" if hints else "")
            yield self.alert(prose, token["nStart"], token["nEnd"], SPELLING, message)
        for pattern, advice, _ in HOUSE_RULES:
            for found in re.finditer(pattern, prose.text, re.IGNORECASE):
                message = advice[0].upper() + advice[1:]
                yield self.alert(prose, *found.span(), HOUSE, message)

    @staticmethod
    def alert(prose, start, end, rule, message):
        words = prose.text[start:end]
        message = message.replace("\u00a0", " ").rstrip(".")
        return start, Alert(prose.file, prose.lines[start], rule, message, words)


@dataclass
class Known:
    """Une ligne de `proofread-exceptions.txt` : une fausse alerte, reconnue."""

    line: int
    rule: str
    text: str
    file: str
    used: bool = False

    def covers(self, prose, start, alert):
        """Vrai si le texte de l'exception, à cet endroit, contient les mots signalés."""
        if alert.rule != self.rule or self.file not in (None, alert.file):
            return False
        end = start + len(alert.words)
        places = (m.span() for m in re.finditer(re.escape(self.text), prose.text))
        return any(first <= start and end <= last for first, last in places)


def read_exceptions(text):
    """Lit `RÈGLE « texte exact » [FICHIER] # raison`, une exception par ligne."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = re.fullmatch(r"(\S+) « (.+) »(?: (\S+\.(?:md|toml)))? # (\S.*)", line)
        if not fields:
            sys.exit(
                f"{EXCEPTIONS.relative_to(ROOT)}:{number}: écrivez"
                " « RÈGLE « texte exact » [FICHIER] # raison », raison comprise"
            )
        rule, words, file, _ = fields.groups()
        yield Known(number, rule, words.replace("’", "'"), file)


def proofread(files, lexicon, exceptions):
    """Relit des couples (nom, Markdown) ; rend les alertes et le nombre de mots lus."""
    reader, known, alerts, words = Proofreader(lexicon), list(read_exceptions(exceptions)), [], 0
    for file, markdown in files:
        for prose in paragraphs(file, markdown):
            words += len(prose.text.split())
            for start, alert in reader.alerts(prose):
                excuses = [k for k in known if k.covers(prose, start, alert)]
                for excuse in excuses:
                    excuse.used = True
                if not excuses:
                    alerts.append(alert)
    stale = [
        Alert(str(EXCEPTIONS.relative_to(ROOT)), k.line, STALE, "Exception sans objet : supprimez-la", k.text)
        for k in known
        if not k.used
    ]
    return sorted(set(alerts)), stale, words


def main(arguments):
    if arguments == ["--selftest"]:
        from proofread_selftest import selftest

        return selftest()
    patterns = ("src/**/*.md", "README.md", "lessons/*/quiz.toml", *EXERCISES)
    everything = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    paths = [Path(argument).resolve() for argument in arguments] or everything
    files = [(str(p.relative_to(ROOT)), p.read_text(encoding="utf-8")) for p in paths]
    lexicon, exceptions = (p.read_text(encoding="utf-8") for p in (LEXICON, EXCEPTIONS))
    alerts, stale, words = proofread(files, lexicon, exceptions)
    if not arguments:  # relire une partie du livre ne dit rien des exceptions du reste
        alerts += stale
    for alert in alerts:
        print(alert)
    print(f"Relecture : fichiers {len(files)}, mots {words}, alertes {len(alerts)}.")
    if not words:
        sys.exit("proofread.py : rien à relire dans src/")
    sys.exit(1 if alerts else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
