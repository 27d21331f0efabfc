//! Ce que dit `exercice.toml`.

use toml::Table;

use crate::fields::Fields;

/// Ce qu'un exercice dit de lui-même.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Le titre, en français.
    pub title: String,
    /// La notion travaillée.
    pub concept: String,
    /// La difficulté, de 1 à 3 étoiles.
    pub stars: u32,
    /// La durée prévue, en minutes.
    pub minutes: u32,
    /// Les ancres du livre sur lesquelles il s'appuie, `page#ancre`.
    pub prerequisites: Vec<String>,
    /// La suite d'exercices dont il fait partie.
    pub sequence: Option<String>,
    /// L'exercice qui vient avant lui, souvent parce qu'il en continue le code.
    pub after: Option<String>,
    /// Les trois indices, de plus en plus précis, en Markdown.
    pub hints: Vec<String>,
    /// Les points de chaque test.
    pub points: Vec<(String, u32)>,
    /// Les réponses fausses qu'il sait reconnaître.
    pub wrong: Vec<Wrong>,
}

/// Une réponse fausse, et ce qui la démasque.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// Le fichier de `fausses/`, sans `.rs`.
    pub file: String,
    /// Ce que croyait son auteur, en une ligne.
    pub mistake: String,
    /// Le test qui doit échouer, ou `compilation`.
    pub fails: String,
    /// Ce que le message doit contenir.
    pub message: String,
}

impl Wrong {
    /// Dit si c'est le compilateur qui doit refuser cette réponse.
    pub fn is_rejected_by_compiler(&self) -> bool {
        self.fails == "compilation"
    }
}

impl Metadata {
    /// Lit le contenu d'un `exercice.toml` ; ce qui manque est noté, et laissé vide.
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let table = match text.parse::<Table>() {
            Ok(table) => table,
            Err(error) => return (Self::default(), vec![unreadable(text, &error)]),
        };
        let mut fields = Fields::new(table, "");
        let mut metadata = Self {
            title: fields.text("titre"),
            concept: fields.text("concept"),
            stars: fields.number("difficulte", 1, 3),
            minutes: fields.number("minutes", 1, 240),
            prerequisites: fields.texts("prerequis"),
            sequence: fields.optional_text("suite"),
            after: fields.optional_text("apres"),
            hints: fields.texts("indices"),
            ..Self::default()
        };
        if metadata.hints.len() != 3 {
            fields.wrong::<()>("indices", "attend exactement trois indices");
        }
        let points = fields.table("points");
        let wrong = fields.tables("fausses");
        let mut faults = fields.finish();
        metadata.points = read_points(points, &mut faults);
        metadata.wrong = read_wrong(wrong, &mut faults);
        (metadata, faults)
    }

    /// Renvoie le total des points.
    pub fn total(&self) -> u32 {
        self.points.iter().map(|(_, points)| points).sum()
    }

    /// Renvoie les points d'un test, zéro s'il est inconnu.
    pub fn points_of(&self, test: &str) -> u32 {
        let found = self.points.iter().find(|(name, _)| name == test);
        found.map_or(0, |(_, points)| *points)
    }
}

fn read_points(table: Table, faults: &mut Vec<String>) -> Vec<(String, u32)> {
    let names: Vec<_> = table.keys().cloned().collect();
    let mut fields = Fields::new(table, "points.");
    let points = names
        .into_iter()
        .map(|name| {
            let points = fields.number(&name, 1, 20);
            (name, points)
        })
        .collect();
    faults.extend(fields.finish());
    points
}

fn read_wrong(tables: Vec<Table>, faults: &mut Vec<String>) -> Vec<Wrong> {
    let mut read = |(rank, table): (usize, Table)| {
        let mut fields = Fields::new(table, format!("fausses[{}].", rank + 1));
        let wrong = Wrong {
            file: fields.text("fichier"),
            mistake: fields.text("erreur"),
            fails: fields.text("echoue"),
            message: fields.text("message"),
        };
        faults.extend(fields.finish());
        wrong
    };
    tables.into_iter().enumerate().map(&mut read).collect()
}

fn unreadable(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    let message = error.message().replace('\n', " ");
    format!("ligne {line} : TOML illisible ({message})")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
titre = "Une somme"
concept = "sleep"
difficulte = 1
minutes = 15
prerequis = ["lesson1#paresse"]
indices = ["a", "b", "c"]

[points]
la_somme_est_juste = 2
la_duree = 1

[[fausses]]
fichier = "attente_reelle"
erreur = "croit bien faire"
echoue = "la_duree"
message = "bloque"
"#;

    #[test]
    fn un_fichier_complet_est_lu_en_entier() {
        let (metadata, faults) = Metadata::read(GOOD);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(metadata.total(), 3);
        assert_eq!(metadata.points_of("la_somme_est_juste"), 2);
        assert_eq!(metadata.points_of("autre"), 0);
        assert_eq!(metadata.wrong[0].file, "attente_reelle");
        assert!(!metadata.wrong[0].is_rejected_by_compiler());
        assert_eq!(metadata.sequence, None);
    }

    #[test]
    fn chaque_defaut_nomme_son_champ() {
        let says = |from: &str, to: &str, hint: &str| {
            assert!(GOOD.contains(from), "{from}");
            let (_, faults) = Metadata::read(&GOOD.replacen(from, to, 1));
            assert_eq!(faults, [hint], "{to}");
        };
        says("titre = \"Une somme\"", "", "champ « titre » : manque");
        let line = "attend un texte non vide, sur une ligne";
        says("\"Une somme\"", "\" \"", &format!("champ « titre » : {line}"));
        let stars = "champ « difficulte » : attend un entier de 1 à 3";
        says("difficulte = 1", "difficulte = 4", stars);
        says("difficulte = 1", "difficulte = \"1\"", stars);
        let three = "champ « indices » : attend exactement trois indices";
        says(r#", "c"]"#, "]", three);
        let texts = "champ « prerequis » : attend une liste de textes";
        says(r#"["lesson1#paresse"]"#, "3", texts);
        let points = "champ « points.la_duree » : attend un entier de 1 à 20";
        says("la_duree = 1", "la_duree = 0", points);
        let missing = "champ « fausses[1].message » : manque";
        says("message = \"bloque\"", "", missing);
        let unknown = "est inconnu, ôtez-le ou corrigez son nom";
        says(
            "minutes",
            "duree = 3\nminutes",
            &format!("champ « duree » : {unknown}"),
        );
    }

    #[test]
    fn un_toml_casse_donne_sa_ligne() {
        let (_, faults) = Metadata::read("titre = \"a\"\nconcept = \n");
        assert!(faults[0].starts_with("ligne 2 : TOML illisible ("), "{faults:?}");
    }
}
