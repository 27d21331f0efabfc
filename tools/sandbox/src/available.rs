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
    /// Root n'a pas d'autre utilisateur à donner au programme.
    #[error(
        "root n'a ici aucun autre utilisateur à donner au programme (conteneur sans \
         privilèges) ; lancez ceci sous un utilisateur ordinaire"
    )]
    NoOtherUser,
}

/// Dit si un bac s'ouvre sur cette machine, en en ouvrant un.
#[cfg(target_os = "linux")]
pub(crate) fn check() -> Result<(), Reason> {
    use crate::bubblewrap;
    use crate::open::FIRST_UID;
    let program = bubblewrap::program().ok_or(Reason::NoBubblewrap)?;
    if bubblewrap::is_root() && !has_user(FIRST_UID) {
        return Err(Reason::NoOtherUser);
    }
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

/// Dit si cet utilisateur existe dans l'espace de noms de ce processus.
///
/// Une ligne de `uid_map` est une plage : son début dedans, dehors, et sa longueur.
#[cfg(target_os = "linux")]
fn has_user(uid: u32) -> bool {
    let map = std::fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
    map.lines().any(|line| {
        let mut numbers = line.split_whitespace().map(str::parse::<u64>);
        let first = numbers.next().and_then(Result::ok);
        let length = numbers.nth(1).and_then(Result::ok);
        first.zip(length).is_some_and(|(first, length)| {
            (first..first + length).contains(&u64::from(uid))
        })
    })
}

/// Répond qu'ailleurs que sous Linux, aucun bac ne s'ouvre.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check() -> Result<(), Reason> {
    Err(Reason::NotLinux)
}
