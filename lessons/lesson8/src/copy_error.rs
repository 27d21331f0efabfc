//! Ce qui peut manquer dans une copie.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::sentences::explain;
use crate::shown::shown;

// ANCHOR: CopyError
/// Pourquoi une copie n'a pas eu lieu. Dans tous les cas, la destination est
/// intacte.
#[derive(Debug, Error)]
pub enum CopyError {
    /// La source ne s'ouvre pas, ou ne se lit plus.
    #[error("source illisible : {}", explain(.0))]
    Read(#[source] io::Error),
    /// La destination ne se crée pas, ou ne s'écrit plus.
    #[error("écriture impossible : {}", explain(.0))]
    Write(#[source] io::Error),
    /// La source est un dossier, un tube, un périphérique.
    #[error("{} n'est pas un fichier ordinaire ; lui seul se copie", shown(.0))]
    NotAFile(PathBuf),
    /// La destination est un tube, un périphérique, un lien qui ne mène nulle part.
    #[error("{} n'est pas un fichier ordinaire ; lui seul se remplace", shown(.0))]
    NotReplaceable(PathBuf),
    /// La source et la destination sont un seul fichier.
    #[error("la source et la destination sont le même fichier")]
    SameFile,
    /// Le nom est pris, et personne n'a demandé de remplacer.
    #[error("{} existe déjà ; ajoutez --remplacer", shown(.0))]
    Exists(PathBuf),
    /// La source n'est plus ce qu'elle était au début, ou n'a pas la taille qu'elle
    /// annonce, comme les faux fichiers de `/proc`.
    #[error(
        "la source a changé pendant la copie, ou ment sur sa taille ; rien n'est \
         écrit, recommencez"
    )]
    Changed,
}
// ANCHOR_END: CopyError
