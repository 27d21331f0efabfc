//! Les résultats d'une classe : ce que contient `resultats.json`, et dont tous les
//! rapports sont tirés.

use serde::{Deserialize, Serialize};

use crate::adjustments::Adjustment;
use crate::dates::Moment;
use crate::late::Late;
use crate::marks::Marks;
use crate::outcome::Outcome;
use crate::part::Part;

/// La version de ce format.
pub(crate) const FORMAT: u32 = 1;

/// Les résultats d'une classe, ou d'une partie de celle-ci.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Results {
    /// La version de ce format.
    pub(crate) format: u32,
    /// L'outil et sa version.
    #[serde(rename = "outil")]
    pub(crate) tool: String,
    /// L'empreinte de tout ce dont les notes dépendent.
    #[serde(rename = "empreinte")]
    pub(crate) digest: String,
    /// La partie notée ; aucune pour la classe entière.
    #[serde(rename = "partie")]
    pub(crate) part: Option<Part>,
    /// Le barème des retards.
    #[serde(rename = "retards")]
    pub(crate) late: Option<Late>,
    /// Les exercices, dans l'ordre demandé.
    #[serde(rename = "exercices")]
    pub(crate) exercises: Vec<Asked>,
    /// Les étudiants, par identifiant.
    #[serde(rename = "etudiants")]
    pub(crate) students: Vec<Graded>,
    /// Ce qui n'est à personne et mérite d'être su.
    #[serde(rename = "remarques")]
    pub(crate) remarks: Vec<String>,
}

/// Un exercice noté.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Son nom.
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// Son titre.
    #[serde(rename = "titre")]
    pub(crate) title: String,
    /// Le total de ses points.
    #[serde(rename = "sur")]
    pub(crate) total: u32,
    /// Ses réponses fausses connues.
    #[serde(rename = "fausses")]
    pub(crate) wrong: Vec<Known>,
}

/// Une réponse fausse connue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// Son nom.
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// Ce que croyait son auteur.
    #[serde(rename = "erreur")]
    pub(crate) mistake: String,
}

/// Un étudiant noté.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Graded {
    /// Son identifiant.
    pub(crate) id: String,
    /// Son nom, ou son identifiant.
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// La date de sa remise, si on la connaît.
    pub(crate) date: Option<Moment>,
    /// Le pourcentage retiré pour son retard.
    #[serde(rename = "retard_pourcent")]
    pub(crate) late_percent: u32,
    /// Ce qu'il faut savoir de sa remise.
    #[serde(rename = "remarques")]
    pub(crate) remarks: Vec<String>,
    /// Ses copies, dans l'ordre des exercices.
    #[serde(rename = "copies")]
    pub(crate) copies: Vec<Copy>,
    /// Le total de ses notes.
    pub(crate) total: Marks,
}

/// Une copie notée.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Copy {
    /// L'exercice.
    #[serde(rename = "exercice")]
    pub(crate) exercise: String,
    /// L'empreinte de la copie, si elle a été lue.
    #[serde(rename = "empreinte")]
    pub(crate) digest: Option<String>,
    /// Ce qu'elle a donné.
    #[serde(rename = "resultat")]
    pub(crate) outcome: Outcome,
    /// Les réponses fausses qui échouent comme elle, ou `ebauche`.
    #[serde(rename = "ressemble")]
    pub(crate) alike: Vec<String>,
    /// Les ajustements de l'enseignant.
    #[serde(rename = "ajustements")]
    pub(crate) adjustments: Vec<Adjustment>,
    /// La note.
    #[serde(rename = "note")]
    pub(crate) marks: Marks,
}

impl Results {
    /// Renvoie le total des points de tous les exercices.
    pub(crate) fn total(&self) -> u32 {
        self.exercises.iter().map(|exercise| exercise.total).sum()
    }
}

impl Graded {
    /// Dit si l'enseignant doit trancher avant que cette note soit publiée.
    pub(crate) fn is_unclear(&self) -> bool {
        let mut outcomes = self.copies.iter().map(|copy| &copy.outcome);
        outcomes.any(|outcome| matches!(outcome, Outcome::Unclear { .. }))
    }
}
