"""Vérifie que la relecture voit chaque faute connue, à sa ligne, et se tait sur un texte juste."""

from pathlib import Path

from proofread import HOUSE, HOUSE_RULES, SPELLING, STALE, proofread

CLEAN = Path(__file__).with_name("proofread-clean.md")
LEXICON = "waker m\ntokio\nTCP\n"

# Faute, Markdown, puis (ligne, règle, mots) attendus ; d'une règle de grammaire, un fragment.
FAULTS = [
    ("accord", "# Titre\n\nLa tâche est\nterminé.", (4, "ppas", "terminé")),
    ("accord coupé", "Deux lignes et les\ncoroutine dorment.", (2, "gn", "coroutine")),
    ("genre d'un mot du lexique", "Une waker dort.", (1, "gn", "Une")),
    ("pluriel d'un mot du lexique", "Les waker dorment.", (1, "gn", "waker")),
    ("conjugaison", "> [!NOTE]\n> Les tâches\n> dort.", (3, "conj", "dort")),
    ("orthographe", "\n\nUne exécutione.", (3, SPELLING, "exécutione")),
    ("puce", "- une tâche ;\n- un `Future` et\n  un exécuteure.", (3, SPELLING, "exécuteure")),
    ("cellule", "| un mot |\n|---|\n| bonjoure |", (3, SPELLING, "bonjoure")),
    ("HTML", "<p>\n<b>Réponsse</b>\n</p>", (2, SPELLING, "Réponsse")),
    ("image", "![Une boucle dessinnée](a.svg)", (1, SPELLING, "dessinnée")),
    ("note", "Vrai[^1].\n\n[^1]: Pas lontemps.", (3, SPELLING, "lontemps")),
    ("lien", "[Une tâchee](a.md#x)", (1, SPELLING, "tâchee")),
    ("maison", "Nous attendons\nsimplement.", (2, HOUSE, "simplement")),
]


def found(markdown, exceptions="", file="src/essai.md"):
    alerts, stale, _ = proofread([(file, markdown)], LEXICON, exceptions)
    return [(a.line, a.rule, a.words) for a in alerts + stale]


def expect(label, seen, *wanted):
    """Exige ces alertes et nulle autre."""
    same = len(seen) == len(wanted) and all(
        s[0] == w[0] and w[1] in s[1] and s[2] == w[2] for s, w in zip(seen, wanted)
    )
    assert same, f"{label} : attendu {wanted}, obtenu {seen}"


def selftest():
    expect("texte juste", found(CLEAN.read_text(encoding="utf-8")))
    for label, markdown, alert in FAULTS:
        expect(label, found(markdown), alert)
    for pattern, _, fault in HOUSE_RULES:
        rules = {rule for _, rule, _ in found(f"Vrai.\n\n{fault}")}
        assert HOUSE in rules, f"{pattern} ne voit pas « {fault} »"

    readme = "Les tâches dort.\n\n## In English\n\nA course.\n\n## Suite\n\nFinni."
    dort, finni = (1, "conj", "dort"), (9, SPELLING, "Finni")
    expect("README", found(readme, file="README.md"), dort, finni)

    quiz = "motif = 'exécutione'\ntexte = \"Une \\\\ tâchee.\"\npourquoi = 'Lontemps.'\n"
    quiz += 'question = """\nVrai.\nFinni.\n"""\nsortie = "bonjoure"\n'
    faults = (2, SPELLING, "tâchee"), (3, SPELLING, "Lontemps"), (6, SPELLING, "Finni")
    expect("quiz", sorted(found(quiz, file="lessons/lesson1/quiz.toml")), *faults)

    exercise = "titre = 'Une tâchee'\nconcept = 'exécutione'\nindices = [\n    'Vrai.',\n    \"Lontemps.\",\n]\n"
    exercise += "[points]\nfinni = 1\n[[fausses]]\nmessage = 'bonjoure'\n"
    faults = (1, SPELLING, "tâchee"), (5, SPELLING, "Lontemps")
    expect("exercice", found(exercise, file="lessons/lesson1/exercises/a/exercice.toml"), *faults)

    fault, alert = "Nous attendons\nsimplement.", (2, HOUSE, "simplement")
    stale = (1, STALE, "simplement")
    expect("exception", found(fault, "maison « attendons simplement » src/essai.md # citée"))
    expect("autre fichier", found(fault, "maison « simplement » src/a.md # non"), alert, stale)
    expect("exception périmée", found("Rien.", "maison « simplement » # ancienne"), stale)
    try:
        found(fault, "maison « simplement »")
    except SystemExit:
        pass
    else:
        raise AssertionError("une exception sans raison est acceptée")
    print("Relecture : les fautes connues sont vues.")
