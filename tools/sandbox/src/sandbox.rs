//! Le bac : ce qu'on y voit, ce qu'on y limite, ce qu'on y lance.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::available::{self, Reason};
use crate::defence::Defence;
use crate::error::Error;
use crate::limits::Limits;
use crate::mount::{Kind, Mount};
use crate::report::Report;

/// Un bac à sable, où un même programme peut tourner plusieurs fois.
///
/// Rien n'y existe que ce qu'on y monte : pas de `/proc`, pas de réseau, pas de shell.
#[derive(Debug)]
pub struct Sandbox {
    pub(crate) launcher: PathBuf,
    pub(crate) limits: Limits,
    pub(crate) mounts: Vec<Mount>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) off: Vec<Defence>,
    /// Vrai si le programme peut ouvrir des sockets TCP.
    pub(crate) loopback: bool,
    /// Vrai si le programme n'en lance pas d'autre.
    pub(crate) alone: bool,
    /// Les dossiers temporaires d'un programme sans bac.
    pub(crate) bare: Option<TempDir>,
}

impl Sandbox {
    /// Crée un bac vide. `launcher` est un programme qui commence par
    /// [`launcher::take_over`](crate::launcher::take_over).
    pub fn new(launcher: impl Into<PathBuf>, limits: Limits) -> Self {
        let (mounts, env, off) = (vec![], vec![], vec![]);
        Self {
            launcher: launcher.into(),
            limits,
            mounts,
            env,
            off,
            loopback: false,
            alone: false,
            bare: None,
        }
    }

    /// Dit si cette machine permet un bac, et sinon ce qui lui manque.
    ///
    /// # Errors
    ///
    /// Renvoie ce qu'il faut installer ou permettre.
    pub fn available() -> Result<(), Reason> {
        available::check()
    }

    /// Montre dans le bac, en lecture seule, un fichier ou un dossier de l'hôte.
    #[must_use]
    pub fn read_only(
        self,
        host: impl AsRef<Path>,
        inside: impl AsRef<Path>,
    ) -> Self {
        self.mount(host.as_ref(), inside.as_ref(), Kind::ReadOnly)
    }

    /// Montre de même un programme, ou un dossier de programmes, qu'on peut exécuter.
    #[must_use]
    pub fn executable(
        self,
        host: impl AsRef<Path>,
        inside: impl AsRef<Path>,
    ) -> Self {
        self.mount(host.as_ref(), inside.as_ref(), Kind::Executable)
    }

    /// Donne un dossier de l'hôte où écrire, jusqu'à `size` octets ; ce que le programme
    /// y laisse vient de lui : n'y suivez aucun lien symbolique.
    #[must_use]
    pub fn output(
        self,
        host: impl AsRef<Path>,
        inside: impl AsRef<Path>,
        size: u64,
    ) -> Self {
        self.mount(host.as_ref(), inside.as_ref(), Kind::Output { size })
    }

    /// Donne un dossier vide où écrire, jusqu'à `size` octets, oublié ensuite.
    #[must_use]
    pub fn scratch(self, inside: impl AsRef<Path>, size: u64) -> Self {
        let host = match &self.bare {
            Some(folder) => folder.path().join(self.mounts.len().to_string()),
            None => PathBuf::new(),
        };
        self.mount(&host, inside.as_ref(), Kind::Scratch { size })
    }

    /// Donne une variable d'environnement ; le programme n'en a pas d'autre.
    #[must_use]
    pub fn env(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.push((key.into(), value.into()));
        self
    }

    /// Laisse le programme ouvrir des sockets TCP, qui ne mènent qu'à lui-même : l'interface
    /// locale du bac n'est pas celle de l'hôte. Sans objet sans bubblewrap.
    #[must_use]
    pub fn loopback(mut self) -> Self {
        self.loopback = true;
        self
    }

    /// Interdit au programme d'en lancer d'autres, et lui laisse ses threads.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Retire une défense, pour montrer à quoi elle sert.
    #[must_use]
    pub fn without(mut self, defence: Defence) -> Self {
        self.off.push(defence);
        self
    }

    /// Se passe de bubblewrap : le programme tourne sur l'hôte, sous Landlock, seccomp et
    /// les mêmes limites.
    ///
    /// On y perd les espaces de noms : les chemins sont ceux de l'hôte (voir
    /// [`path`](Self::path)), UDP et les sockets Unix nommés sont ouverts, les
    /// descendants ne sont tués qu'au mieux, les dossiers sont surveillés et non bornés,
    /// et `Limits::processes` ne s'applique que si l'hôte est root. À appeler avant tout
    /// montage.
    ///
    /// # Errors
    ///
    /// Échoue si un dossier temporaire ne peut pas être créé.
    pub fn without_bubblewrap(mut self) -> io::Result<Self> {
        self.bare = Some(TempDir::new()?);
        Ok(self)
    }

    /// Renvoie `inside` tel que le programme le voit : sans bubblewrap, c'est un chemin de
    /// l'hôte.
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        let inside = inside.as_ref();
        let host = |mount: &Mount| {
            let rest = inside.strip_prefix(&mount.inside).ok()?;
            // `join("")` ajouterait une barre, qui fait d'un fichier un dossier.
            let whole = rest.as_os_str().is_empty();
            Some(if whole { mount.host.clone() } else { mount.host.join(rest) })
        };
        match self.bare {
            Some(_) => self.mounts.iter().rev().find_map(host),
            None => None,
        }
        .unwrap_or_else(|| inside.to_path_buf())
    }

    /// Lance `program`, un chemin du bac, avec ces arguments et cette entrée, et attend
    /// sa fin.
    ///
    /// Le dossier courant est le premier où le programme peut écrire, sinon la racine.
    /// En root, le programme devient un utilisateur qui n'est personne : ce qui est monté
    /// doit être lisible de tous.
    ///
    /// # Errors
    ///
    /// Renvoie une erreur si le bac n'a pas pu s'ouvrir ou si le programme n'a pas
    /// démarré ; un programme qui échoue est un [`Report`].
    pub fn run<I, A>(
        &self,
        program: impl AsRef<Path>,
        args: I,
        stdin: &[u8],
    ) -> Result<Report, Error>
    where
        I: IntoIterator<Item = A>,
        A: Into<String>,
    {
        let args = args.into_iter().map(Into::into).collect();
        self.open(program.as_ref(), args, stdin)
    }

    fn mount(mut self, host: &Path, inside: &Path, kind: Kind) -> Self {
        let (host, inside) = (host.to_path_buf(), inside.to_path_buf());
        self.mounts.push(Mount { host, inside, kind });
        self
    }

    #[cfg(not(target_os = "linux"))]
    fn open(&self, _: &Path, _: Vec<String>, _: &[u8]) -> Result<Report, Error> {
        Err(Reason::NotLinux.into())
    }
}
