//! Ce qu'un nom de fichier dit de son exercice.

/// Ce qu'un nom de fichier dit de son exercice.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Claim<'a> {
    /// C'est lui.
    Exact(&'a str),
    /// C'est sans doute lui.
    Near(&'a str),
    /// Du Rust, mais de quel exercice ?
    Stranger,
    /// Autre chose.
    None,
}

impl<'a> Claim<'a> {
    /// Lit un nom de fichier.
    pub(super) fn of(name: &str, exercises: &[&'a str]) -> Self {
        let Some(stem) = name.strip_suffix(".rs").or(name.strip_suffix(".RS"))
        else {
            return Self::None;
        };
        let find = |stem: &str| exercises.iter().find(|name| **name == stem);
        match (find(stem), find(&plain(stem))) {
            (Some(exercise), _) => Self::Exact(exercise),
            (None, Some(exercise)) => Self::Near(exercise),
            (None, None) => Self::Stranger,
        }
    }
}

/// Ôte ce qu'un navigateur ou un système ajoute à un nom déjà pris.
fn plain(stem: &str) -> String {
    let stem = stem.to_lowercase();
    let stem = stem.trim();
    let cut = match stem.strip_suffix(')').and_then(|stem| stem.rsplit_once('(')) {
        Some((before, number)) if number.parse::<u32>().is_ok() => before,
        _ => stem,
    };
    let mut cut = cut.trim_end();
    for suffix in ["copie", "copy"] {
        cut = cut.strip_suffix(suffix).unwrap_or(cut);
    }
    cut.trim_end_matches([' ', '-', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_noms_approchants_sont_reconnus() {
        let exercises = ["cede", "somme_lente"];
        let claim = |name| Claim::of(name, &exercises);
        assert_eq!(claim("cede.rs"), Claim::Exact("cede"));
        let near = [
            "Cede.rs",
            "cede (1).rs",
            "cede(12).rs",
            "cede - Copie.rs",
            "cede - copy (2).rs",
            "CEDE.RS",
        ];
        for name in near {
            assert_eq!(claim(name), Claim::Near("cede"), "{name}");
        }
        assert_eq!(claim("somme_lente_copie.rs"), Claim::Near("somme_lente"));
        assert_eq!(claim("cede2.rs"), Claim::Stranger);
        assert_eq!(claim("cede.txt"), Claim::None);
    }
}
