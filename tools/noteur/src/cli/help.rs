//! Les modes d'emploi : un pour toutes les commandes, et un pour chacune.

use std::ffi::OsString;

/// Ce que dit `cargo noteur --aide`.
pub(super) const ALL: &str = "\
Les copies d'une classe, de la collecte aux notes.

Usage :
  cargo noteur noter EXO… DOSSIER SORTIE   note les copies de DOSSIER
  cargo noteur fusionner SORTIE PARTIE…    réunit les parties notées à part
  cargo noteur kit EXO…                    prépare l'archive que reçoit la classe
  cargo noteur ci EXO… --github            écrit de quoi noter sur une forge

Les options d'une commande : cargo noteur COMMANDE --aide.
Noter demande Linux et le paquet bubblewrap ; le reste se fait partout.
";

const GRADE: &str = "\
Note les copies d'une classe, dans un bac à sable : Linux et le paquet bubblewrap.

Usage :
  cargo noteur noter EXO… DOSSIER SORTIE

DOSSIER contient un dossier, une archive ou un fichier par étudiant : ce que Moodle
télécharge, des clones, ou ID.rs. SORTIE reçoit notes.csv (UTF-8, point-virgule,
virgule décimale), resultats.json et son schéma, junit.xml, classe.md et classe.html,
durees.csv, moodle.csv, et le retour de chacun dans retours/. Relancée, la commande ne
rejuge pas ce qui n'a pas changé.

Options :
  -j N                 juge N copies à la fois (par défaut : une par cœur)
  --dates D.csv        les dates de remise notées par la plateforme : id,date, ou
                       la feuille d'évaluation de Moodle
  --echeance DATE      la dernière minute sans retard : 2026-11-20T23:59
  --retard 10%/jour    ce que coûte chaque jour (ou heure) de retard commencé
  --regles R.toml      echeance, retard, plafond et tolerance, dans un fichier
  --ajustements A.csv  des points à la main : id,exercice,points,raison
  --moodle F.csv       la feuille d'évaluation de Moodle à remplir
  --partie K/N         ne note que la partie K sur N, à fusionner ensuite
  --sans-bac           juge sans bac à sable, donc sans bubblewrap : une copie peut
                       alors tout ce que vous pouvez ; copies de confiance seulement
  -h, --aide           affiche ce message
";

const MERGE: &str = "\
Réunit les parties d'une classe, notées avec --partie : le résultat est celui d'une
seule machine. Ni Linux ni bubblewrap ne sont nécessaires.

Usage :
  cargo noteur fusionner SORTIE PARTIE…

Chaque PARTIE est la SORTIE d'un cargo noteur noter ; toutes doivent y être.

Options :
  -h, --aide           affiche ce message
";

const KIT: &str = "\
Prépare l'archive que reçoit la classe : énoncés, ébauches, tests donnés.

Usage :
  cargo noteur kit EXO…

Options :
  --sortie X.zip       l'archive à écrire (par défaut : exercices.zip)
  --remplacer          même si elle existe déjà
  --vendor             y joint les bibliothèques : rien à télécharger
  --modele FORGE       en fait un modèle de dépôt, pour github ou gitlab
  -h, --aide           affiche ce message
";

const CI: &str = "\
Affiche le fichier qui note une grande classe sur les machines d'une forge.

Usage :
  cargo noteur ci EXO… --github
  cargo noteur ci EXO… --gitlab

Options :
  --parties N          le nombre de machines (par défaut : 10)
  --sans-bac           comme pour noter : voyez cargo noteur noter --aide
  -h, --aide           affiche ce message
";

/// Renvoie le mode d'emploi d'une commande, ou celui de toutes.
pub(super) fn about(command: Option<&str>) -> &'static str {
    match command {
        Some("noter") => GRADE,
        Some("fusionner") => MERGE,
        Some("kit") => KIT,
        Some("ci") => CI,
        _ => ALL,
    }
}

/// Dit si ce mot demande de l'aide.
pub(super) fn is_asked(word: &OsString) -> bool {
    word == "--aide" || word == "--help" || word == "-h"
}
