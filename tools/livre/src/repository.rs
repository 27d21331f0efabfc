//! Adresses du dépôt du cours : le code source, le signalement d'une erreur.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Ce qui s'écrit tel quel dans une adresse.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Le dépôt public du cours : `git-repository-url` de `book.toml`, s'il est donné.
///
/// Personne ne l'écrit dans `book.toml` : l'intégration continue, qui publie le livre,
/// connaît l'adresse et la passe par `MDBOOK_OUTPUT__HTML__GIT_REPOSITORY_URL`. Un livre
/// construit chez soi n'a pas de dépôt.
#[derive(Debug, Clone, Default)]
pub struct Repository(Option<String>);

impl Repository {
    /// Désigne le dépôt à cette adresse.
    pub fn new(url: Option<&str>) -> Self {
        Self(url.map(|url| url.trim_end_matches('/').to_owned()))
    }

    /// Renvoie l'adresse d'un fichier, donné depuis la racine du cours.
    pub fn source(&self, path: &str) -> Option<String> {
        let url = self.0.as_ref()?;
        let blob = if is_gitlab(url) { "-/blob" } else { "blob" };
        Some(format!("{url}/{blob}/HEAD/{path}"))
    }

    /// Renvoie l'adresse où signaler une erreur, déjà remplie.
    ///
    /// Sans dépôt, c'est un courriel sans destinataire, que l'on adresse à qui donne le
    /// cours.
    pub fn report(&self, subject: &str, body: &str) -> String {
        let subject = encode(subject);
        let body = encode(body);
        match &self.0 {
            Some(url) if is_gitlab(url) => {
                format!(
                    "{url}/-/issues/new?issue[title]={subject}&issue[description]={body}"
                )
            }
            Some(url) => format!("{url}/issues/new?title={subject}&body={body}"),
            None => format!("mailto:?subject={subject}&body={body}"),
        }
    }
}

/// Encode un texte pour la partie « requête » d'une adresse.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

fn is_gitlab(url: &str) -> bool {
    let host = url.split("//").nth(1).and_then(|rest| rest.split('/').next());
    host.is_some_and(|host| host.contains("gitlab"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chaque_forge_a_ses_adresses() {
        let github = Repository::new(Some("https://forge.example/equipe/cours/"));
        let gitlab = Repository::new(Some("https://gitlab.example/equipe/cours"));
        let source = github.source("lessons/a.rs").unwrap();
        assert_eq!(
            source,
            "https://forge.example/equipe/cours/blob/HEAD/lessons/a.rs"
        );
        let source = gitlab.source("a.rs").unwrap();
        assert_eq!(source, "https://gitlab.example/equipe/cours/-/blob/HEAD/a.rs");
        let report = github.report("é & a", "b");
        assert!(
            report.ends_with("/issues/new?title=%C3%A9%20%26%20a&body=b"),
            "{report}"
        );
        assert!(gitlab.report("a", "b").contains("/-/issues/new?issue[title]=a&"));
    }

    #[test]
    fn sans_depot_on_ecrit_un_courriel() {
        let none = Repository::default();
        assert_eq!(none.source("a.rs"), None);
        assert_eq!(none.report("a b", "c"), "mailto:?subject=a%20b&body=c");
    }
}
