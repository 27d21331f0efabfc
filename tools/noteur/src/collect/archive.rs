//! Une archive remise : rien n'en est extrait, on n'y lit que les copies.

mod entries;

use std::path::Path;

use super::candidates::Candidates;
use super::claim::Claim;
use super::clones::is_unreadable_archive;
use crate::text::visible;
use entries::{content, names, open};

/// Ce que l'on accepte d'en décompresser, en octets.
const MOST_READ: usize = 4 << 20;

/// Lit les copies d'une archive.
pub(super) fn read(
    path: &Path,
    shown: &str,
    exercises: &[&str],
    found: &mut Candidates,
) {
    if let Err(reason) = read_all(path, shown, exercises, found) {
        found.remark(shown, &reason);
    }
}

fn read_all(
    path: &Path,
    shown: &str,
    exercises: &[&str],
    found: &mut Candidates,
) -> Result<(), String> {
    let mut archive = open(path)?;
    let names = names(&mut archive)?;
    let (mut picked, mut strangers, mut nested) = (vec![], vec![], vec![]);
    let mut total = 0;
    for (rank, name) in names.iter().enumerate() {
        let place = format!("{shown}/{}", visible(name));
        if is_archive(name) {
            nested.push(place);
            continue;
        }
        let (exercise, exact) = match claim(name, &names, exercises) {
            Claim::Exact(exercise) => (exercise, true),
            Claim::Near(exercise) => (exercise, false),
            Claim::Stranger => {
                strangers.push(place);
                continue;
            }
            Claim::None => continue,
        };
        let content = content(&mut archive, rank, &visible(name))?;
        total += content.len();
        if total > MOST_READ {
            return Err("trop de copies dans une archive".to_owned());
        }
        picked.push((place, exercise, exact, content));
    }
    // Une archive douteuse l'est en entier : rien n'est gardé avant la fin.
    for (place, exercise, exact, content) in picked {
        found.push(place, exercise, exact, content);
    }
    strangers.into_iter().for_each(|place| found.stranger(place));
    for place in nested {
        found.remark(&place, "archive dans une archive, ignorée");
    }
    Ok(())
}

fn claim<'a>(name: &str, all: &[String], exercises: &[&'a str]) -> Claim<'a> {
    if is_system(name) || name.ends_with(['/', '\\']) {
        return Claim::None;
    }
    let parts = name.split(['/', '\\']).filter(|part| *part != ".");
    let parts: Vec<_> = parts.collect();
    match parts[..] {
        [.., folder, "src", "lib.rs"] => {
            let named = exercises.iter().find(|name| **name == folder);
            // Le cours entier, archivé : c'est sa solution, pas une copie.
            let root = name.trim_end_matches("src/lib.rs");
            let is_ours = all.contains(&format!("{root}exercice.toml"));
            named.filter(|_| !is_ours).map_or(Claim::None, |name| Claim::Exact(name))
        }
        [.., "src" | "tests" | "fausses" | "caches", _] => Claim::None,
        [.., file] => Claim::of(file, exercises),
        [] => Claim::None,
    }
}

fn is_system(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']);
    // « ./cede.rs » n'est pas un fichier caché.
    let is_hidden = |part: &str| part.starts_with('.') && part != ".";
    parts.any(|part| part == "__MACOSX" || part == "target" || is_hidden(part))
}

fn is_archive(name: &str) -> bool {
    let lower = name.to_lowercase();
    !is_system(name) && (lower.ends_with(".zip") || is_unreadable_archive(name))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::super::{Found, MOST};
    use super::*;

    fn read_zip(write: impl FnOnce(&mut ZipWriter<File>)) -> Candidates {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rendu.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        write(&mut zip);
        zip.finish().unwrap();
        let mut found = Candidates::default();
        read(&path, "rendu.zip", &["cede"], &mut found);
        found
    }

    fn add(zip: &mut ZipWriter<File>, name: &str, content: &[u8]) {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated);
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }

    #[track_caller]
    fn refused(found: &Candidates, hint: &str) {
        assert_eq!(found.remarks.len(), 1, "{:?}", found.remarks);
        assert!(found.remarks[0].contains(hint), "{:?}", found.remarks);
        assert!(matches!(found.choose("cede"), Found::Unclear(_)));
    }

    #[test]
    fn le_rendu_de_cargo_exo_se_lit() {
        let found = read_zip(|zip| {
            add(zip, "cede.rs", b"a");
            add(zip, "rendu.json", b"{}");
            add(zip, "__MACOSX/._cede.rs", b"x");
        });
        assert_eq!(found.choose("cede"), Found::Copy(b"a".to_vec()));
        assert!(found.remarks.is_empty());
    }

    #[test]
    fn un_chemin_qui_commence_ici_reste_ici() {
        let found = read_zip(|zip| add(zip, "./cede/./src/lib.rs", b"a"));
        assert_eq!(found.choose("cede"), Found::Copy(b"a".to_vec()));
    }

    #[test]
    fn une_archive_dans_une_archive_se_dit() {
        for name in ["a/rendu.zip", "rendu.7z", "./RENDU.ZIP"] {
            refused(&read_zip(|zip| add(zip, name, b"a")), "dans une archive");
        }
    }

    #[test]
    fn une_bombe_ne_se_decompresse_pas() {
        refused(&read_zip(|zip| add(zip, "cede.rs", &vec![0; 2 << 20])), "256 Kio");
        let many = read_zip(|zip| {
            let copy = vec![b' '; MOST as usize];
            (0..20).for_each(|rank| add(zip, &format!("{rank}/cede.rs"), &copy));
        });
        refused(&many, "trop de copies");
        let other = read_zip(|zip| {
            add(zip, "enorme.bin", &vec![0; 2 << 20]);
            add(zip, "cede.rs", b"a");
        });
        assert_eq!(other.choose("cede"), Found::Copy(b"a".to_vec()));
    }

    #[test]
    fn un_chemin_qui_sort_fait_refuser_l_archive() {
        for name in ["../cede.rs", "/etc/cede.rs", "a/../../cede.rs", "C:\\cede.rs"]
        {
            refused(&read_zip(|zip| add(zip, name, b"a")), "sort de l'archive");
        }
    }

    #[test]
    fn un_lien_dans_une_archive_la_fait_refuser() {
        let found = read_zip(|zip| {
            let options = SimpleFileOptions::default();
            zip.add_symlink("cede.rs", "/etc/passwd", options).unwrap();
        });
        refused(&found, "est un lien");
    }

    #[test]
    fn la_solution_du_cours_n_est_pas_une_copie() {
        let course = "cours/lessons/lesson3/exercises/cede";
        let found = read_zip(|zip| {
            add(zip, &format!("{course}/src/lib.rs"), b"solution");
            add(zip, &format!("{course}/exercice.toml"), b"");
        });
        assert!(matches!(found.choose("cede"), Found::Missing(_)));
        let mine = read_zip(|zip| add(zip, "lecon3/cede/src/lib.rs", b"a"));
        assert_eq!(mine.choose("cede"), Found::Copy(b"a".to_vec()));
    }

    #[test]
    fn une_copie_chiffree_se_dit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rendu.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        add(&mut zip, "cede.rs", b"a");
        zip.finish().unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let central =
            bytes.windows(4).position(|found| found == b"PK\x01\x02").unwrap();
        // Le premier bit des drapeaux, dans les deux en-têtes.
        bytes[6] |= 1;
        bytes[central + 8] |= 1;
        fs::write(&path, bytes).unwrap();
        let mut found = Candidates::default();
        read(&path, "rendu.zip", &["cede"], &mut found);
        refused(&found, "est chiffré");
    }

    #[test]
    fn une_archive_abimee_se_dit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rendu.zip");
        fs::write(&path, "PK pas vraiment").unwrap();
        let mut found = Candidates::default();
        read(&path, "rendu.zip", &["cede"], &mut found);
        refused(&found, "archive illisible");
    }
}
