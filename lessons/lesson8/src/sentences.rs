//! Des phrases en français pour les erreurs du système.

use std::io::{self, ErrorKind};

/// Dit pourquoi le système refuse.
pub fn explain(error: &io::Error) -> String {
    let said = match error.kind() {
        ErrorKind::NotFound => "introuvable",
        ErrorKind::PermissionDenied => "accès refusé",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "le chemin passe par un fichier",
        ErrorKind::AlreadyExists => "ce nom est déjà pris",
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::QuotaExceeded => "votre quota de disque est épuisé",
        ErrorKind::FileTooLarge => "le système interdit un fichier si grand",
        ErrorKind::ReadOnlyFilesystem => "ce disque est en lecture seule",
        ErrorKind::InvalidFilename => "ce nom est trop long ou interdit",
        ErrorKind::CrossesDevices => "c'est un autre disque",
        ErrorKind::InvalidData => "ce n'est pas de l'UTF-8",
        ErrorKind::UnexpectedEof => "le fichier finit trop tôt",
        ErrorKind::StaleNetworkFileHandle => "le serveur de fichiers l'a oublié",
        _ if is_loop(error) => "des liens tournent en rond",
        _ if is_out_of_files(error) => "trop de fichiers ouverts",
        _ if is_broken(error) => "erreur d'entrée-sortie ; vérifiez le disque",
        ErrorKind::Other => return error.to_string(),
        _ => return format!("erreur du système : {error}"),
    };
    said.to_owned()
}

/// `ELOOP`, que `std` ne nomme pas encore.
fn is_loop(error: &io::Error) -> bool {
    let code = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
}

/// `EMFILE` (ce processus) ou `ENFILE` (tout le système).
fn is_out_of_files(error: &io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}

/// `EIO` : un disque abîmé, débranché, ou un faux fichier de `/proc`.
fn is_broken(error: &io::Error) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(5)
}
