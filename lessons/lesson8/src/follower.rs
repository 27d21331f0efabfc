//! Ce qu'on sait d'un fichier suivi, d'un regard à l'autre.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::file_id::FileId;
use crate::follow::News;
use crate::last_lines::last_lines;

/// Au-delà, une ligne s'affiche en plusieurs : la mémoire reste bornée.
const MAX_LINE: usize = 64 * 1024;

/// Ce qu'on lit avant d'afficher : au pire, autant de lignes vides, 24 octets chacune.
const BATCH: u64 = 256 * 1024;

// ANCHOR: Follower
/// Un fichier suivi, un regard à la fois.
pub struct Follower {
    path: PathBuf,
    last: Option<usize>,
    /// Vrai après le premier regard : ce qui paraît ensuite se lit en entier.
    started: bool,
    open: Option<Open>,
}

/// Le fichier qu'on a ouvert, qui n'est peut-être plus celui qui porte son nom.
struct Open {
    file: File,
    id: FileId,
    position: u64,
    /// Le début d'une ligne qui n'est pas finie.
    partial: Vec<u8>,
}
// ANCHOR_END: Follower

// ANCHOR: look
impl Follower {
    /// Prépare de quoi suivre `path` à partir de ses `last` dernières lignes.
    pub fn new(path: &Path, last: Option<usize>) -> Self {
        Self { path: path.to_owned(), last, started: false, open: None }
    }

    /// Regarde ce qui a changé ; vrai s'il reste à lire. Attend le disque.
    ///
    /// # Errors
    ///
    /// Celles du système, sauf l'absence du fichier.
    pub fn look(&mut self) -> io::Result<(Vec<News>, bool)> {
        let (mut news, found) = (Vec::new(), self.identify()?);
        // D'abord la fin du fichier ouvert, même s'il a changé de nom.
        let unread = match &mut self.open {
            Some(open) => open.read(&mut news)?,
            None => false,
        };
        let more = unread || self.change_to(found, &mut news)?;
        self.started = true;
        Ok((news, more))
    }
}
// ANCHOR_END: look

// ANCHOR: change_to
impl Follower {
    /// Passe au fichier qui porte maintenant le nom ; vrai s'il est à lire.
    fn change_to(
        &mut self,
        found: Option<FileId>,
        news: &mut Vec<News>,
    ) -> io::Result<bool> {
        let left = self.open.take_if(|open| found.as_ref() != Some(&open.id));
        let followed = left.is_some();
        // Personne ne finira plus cette ligne-là.
        if let Some(open) = left.filter(|open| !open.partial.is_empty()) {
            news.push(News::Line(line(&open.partial)));
        }
        match (&self.open, found) {
            (Some(_), _) => return Ok(false),
            (None, Some(_)) => return self.open(followed, news),
            (None, None) if followed || !self.started => news.push(News::Missing),
            (None, None) => {}
        }
        Ok(false)
    }
}
// ANCHOR_END: change_to

impl Follower {
    /// Renvoie ce que désigne le nom, s'il désigne quelque chose.
    fn identify(&self) -> io::Result<Option<FileId>> {
        match self.path.metadata() {
            // Ouvrir un tube attendrait quelqu'un à l'autre bout.
            Ok(found) if !found.is_file() => {
                Err(io::Error::other("ce n'est pas un fichier ordinaire"))
            }
            Ok(found) => FileId::from_metadata(&self.path, &found).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn open(&mut self, followed: bool, news: &mut Vec<News>) -> io::Result<bool> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            // Il vient de disparaître : on le dira au prochain regard.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
            Err(error) => return Err(error),
        };
        let mut position = 0;
        match self.last {
            _ if followed => news.push(News::Replaced),
            _ if self.started => news.push(News::Appeared),
            Some(last) => position = last_lines(&file, last)?,
            None => {}
        }
        file.seek(SeekFrom::Start(position))?;
        // Celui qu'on a ouvert : le nom a pu changer de fichier depuis qu'on a regardé.
        let id = FileId::from_metadata(&self.path, &file.metadata()?)?;
        self.open = Some(Open { file, id, position, partial: Vec::new() });
        Ok(true)
    }
}

// ANCHOR: read
impl Open {
    /// Lit ce qui est arrivé ; vrai s'il en reste.
    fn read(&mut self, news: &mut Vec<News>) -> io::Result<bool> {
        if self.file.metadata()?.len() < self.position {
            news.push(News::Truncated);
            self.partial.clear();
            self.position = self.file.seek(SeekFrom::Start(0))?;
        }
        let mut bytes = Vec::new();
        let read = (&self.file).take(BATCH).read_to_end(&mut bytes)?;
        self.position += read as u64;
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.partial.extend_from_slice(piece);
            if piece.ends_with(b"\n") || self.partial.len() > MAX_LINE {
                news.push(News::Line(line(&self.partial)));
                self.partial.clear();
            }
        }
        Ok(read > 0)
    }
}
// ANCHOR_END: read

/// Renvoie le texte d'une ligne ; ce qui n'est pas de l'UTF-8 devient `�`.
fn line(bytes: &[u8]) -> String {
    let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use std::fs::{self, OpenOptions};
    use std::io::Write as _;

    use tempfile::TempDir;

    use super::*;

    /// Un journal, et ce qu'en dit un regard après l'autre.
    struct Night(TempDir, PathBuf, Follower);

    impl Night {
        fn new(text: Option<&str>, last: Option<usize>) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("nuit.txt");
            if let Some(text) = text {
                fs::write(&path, text).unwrap();
            }
            let follower = Follower::new(&path, last);
            Self(folder, path, follower)
        }

        fn append(&self, text: impl AsRef<[u8]>) {
            let file = OpenOptions::new().append(true).open(&self.1);
            file.unwrap().write_all(text.as_ref()).unwrap();
        }

        fn look(&mut self) -> Vec<String> {
            let mut all = Vec::new();
            loop {
                let (news, more) = self.2.look().unwrap();
                all.extend(news.into_iter().map(|news| match news {
                    News::Line(line) => line,
                    other => format!("<{other:?}>"),
                }));
                if !more {
                    return all;
                }
            }
        }
    }

    #[test]
    fn seules_les_lignes_entieres_sont_dites() {
        let mut night = Night::new(Some("Véga\nDeneb\nAlt"), Some(1));
        assert_eq!(night.look(), ["Deneb"]);
        night.append("aïr\r\nRi");
        assert_eq!(night.look(), ["Altaïr"]);
        assert!(night.look().is_empty());
        night.append(b"g\xe9l\n\n");
        assert_eq!(night.look(), ["Rig\u{fffd}l", ""]);
    }

    #[test]
    fn depuis_le_debut_tout_est_dit() {
        let text = "une étoile de plus\n".repeat(200_000);
        let mut night = Night::new(Some(&text), None);
        assert_eq!(night.look().len(), 200_000);
    }

    #[test]
    fn un_fichier_vide_puis_regarni_se_relit() {
        let mut night = Night::new(Some("Véga\nDeneb\nAlt"), Some(0));
        assert!(night.look().is_empty());
        fs::write(&night.1, "Rigel\n").unwrap();
        assert_eq!(night.look(), ["<Truncated>", "Rigel"]);
    }

    #[cfg(unix)]
    #[test]
    fn un_fichier_remplace_est_lu_jusqu_au_bout_puis_le_nouveau() {
        let mut night = Night::new(Some(""), Some(10));
        assert!(night.look().is_empty());
        night.append("fin de nuit\nsans fin de ligne");
        fs::rename(&night.1, night.0.path().join("nuit.1.txt")).unwrap();
        fs::write(&night.1, "nuit suivante\n").unwrap();
        let expected =
            ["fin de nuit", "sans fin de ligne", "<Replaced>", "nuit suivante"];
        assert_eq!(night.look(), expected);
    }

    #[test]
    fn un_fichier_qui_manque_est_attendu() {
        let mut night = Night::new(None, Some(0));
        assert_eq!(night.look(), ["<Missing>"]);
        assert!(night.look().is_empty());
        fs::write(&night.1, "Véga\n").unwrap();
        assert_eq!(night.look(), ["<Appeared>", "Véga"]);
        fs::remove_file(&night.1).unwrap();
        assert_eq!(night.look(), ["<Missing>"]);
        assert!(night.look().is_empty());
    }

    #[test]
    fn une_ligne_sans_fin_ne_remplit_pas_la_memoire() {
        let mut night = Night::new(Some(&"x".repeat(200 * 1024)), None);
        let seen: usize = night.look().iter().map(String::len).sum();
        assert!(seen >= 200 * 1024 - MAX_LINE, "{seen}");
    }

    #[test]
    fn un_dossier_ne_se_suit_pas() {
        let folder = tempfile::tempdir().unwrap();
        let error = Follower::new(folder.path(), None).look().unwrap_err();
        assert_eq!(error.to_string(), "ce n'est pas un fichier ordinaire");
    }
}
