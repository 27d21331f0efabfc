//! Dire si cette machine permet le bac, et sinon quoi faire.

/// Ce qui manque à cette machine pour ouvrir le bac.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Le bac n'existe que sous Linux.
    #[error(
        "le bac à sable n'existe que sous Linux ; lancez ceci dans une machine Linux"
    )]
    NotLinux,
    /// Bubblewrap n'est pas installé.
    #[error(
        "bubblewrap manque ; installez-le (Debian : apt-get install bubblewrap)"
    )]
    NoBubblewrap,
    /// Bubblewrap est installé, mais n'a pas le droit d'ouvrir un bac.
    #[error(
        "bubblewrap ne peut pas ouvrir de bac ici ({0}) ; autorisez les espaces de noms \
         d'utilisateur, ou donnez CAP_SYS_ADMIN au conteneur (--privileged)"
    )]
    Forbidden(String),
}

/// Dit si un bac s'ouvre sur cette machine, en en ouvrant un.
#[cfg(target_os = "linux")]
pub(crate) fn check() -> Result<(), Reason> {
    use crate::bubblewrap;
    let program = bubblewrap::program().ok_or(Reason::NoBubblewrap)?;
    // Bubblewrap est son propre cobaye : le seul programme dont on sait qu'il est là.
    let trial = std::process::Command::new(&program)
        .args(bubblewrap::isolation(&[]))
        .args(["--ro-bind", "/", "/", "--"])
        .arg(&program)
        .arg("--version")
        .output();
    match trial {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            let line = said.lines().next().unwrap_or("sans rien dire");
            Err(Reason::Forbidden(line.to_owned()))
        }
        Err(error) => Err(Reason::Forbidden(error.to_string())),
    }
}

/// Répond qu'ailleurs que sous Linux, aucun bac ne s'ouvre.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check() -> Result<(), Reason> {
    Err(Reason::NotLinux)
}
