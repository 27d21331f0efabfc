//! Les défenses de l'arbitre, une par une.

/// Une défense de l'arbitre, que [`Options::off`](crate::Options) retire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Defence {
    /// Taille, encodage et profondeur du texte.
    Text,
    /// Mots interdits : `unsafe`, `extern`, `include_str!`, `mod x;`…
    Words,
    /// Seuls attributs permis : ceux d'une liste.
    Attributes,
    /// Signatures, types associés et égalités de l'ébauche, gardés tels quels.
    Shape,
    /// `rustc --forbid unsafe_code`.
    Lint,
    /// La copie est compilée là où les tests ne sont pas montés.
    TwoSteps,
    /// Le mot de passe du kit est la seule preuve d'une réussite.
    Proof,
    /// Le binaire de test s'exécute et ne se lit pas.
    Unreadable,
    /// Ce que la copie affiche pendant un test caché, et ce que `rustc` cite des tests,
    /// ne sont montrés à personne.
    Discretion,
    /// Les caractères de commande des sorties sont neutralisés, et leur taille bornée.
    Neutral,
    /// Espaces de noms, Landlock, seccomp : voir [`sandbox::Defence`].
    Sandbox,
    /// Durée, processeur, mémoire, processus, disque, sorties.
    Limits,
}

impl Defence {
    /// Toutes les défenses.
    pub const ALL: [Self; 12] = [
        Self::Text,
        Self::Words,
        Self::Attributes,
        Self::Shape,
        Self::Lint,
        Self::TwoSteps,
        Self::Proof,
        Self::Unreadable,
        Self::Discretion,
        Self::Neutral,
        Self::Sandbox,
        Self::Limits,
    ];

    /// Renvoie les défenses du bac que celle-ci réunit.
    pub(crate) fn of_sandbox(self) -> Vec<sandbox::Defence> {
        let all = sandbox::Defence::ALL.into_iter();
        match self {
            Self::Sandbox => all.filter(|one| !is_limit(*one)).collect(),
            Self::Limits => all.filter(|one| is_limit(*one)).collect(),
            _ => Vec::new(),
        }
    }
}

fn is_limit(defence: sandbox::Defence) -> bool {
    use sandbox::Defence::{
        Cpu, Disk, FileSize, Memory, OpenFiles, Output, Processes, Wall,
    };
    matches!(
        defence,
        Cpu | Disk | FileSize | Memory | OpenFiles | Output | Processes | Wall
    )
}
