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
         d'utilisateur (Ubuntu : sysctl kernel.apparmor_restrict_unprivileged_userns=0), \
         ou donnez CAP_SYS_ADMIN au conteneur (--privileged)"
    )]
    Forbidden(String),
    /// Bubblewrap ne sait pas interdire d'ouvrir un bac dans le bac.
    #[error(
        "bubblewrap est trop ancien ({0}) ; installez la version 0.8, ou une plus \
         récente"
    )]
    TooOld(String),
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
        Ok(output) => Err(refused(&String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(Reason::Forbidden(error.to_string())),
    }
}

/// Comprend ce que bubblewrap dit quand il n'ouvre pas de bac.
#[cfg(target_os = "linux")]
fn refused(said: &str) -> Reason {
    let line = said.lines().next().unwrap_or("sans rien dire").to_owned();
    match line.contains("Unknown option") {
        true => Reason::TooOld(line),
        false => Reason::Forbidden(line),
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn chaque_refus_de_bubblewrap_dit_quoi_faire() {
        let says = |said: &str, hint: &str| {
            let text = refused(said).to_string();
            assert!(text.contains(hint), "{text}");
            assert_eq!(text.lines().count(), 1, "{text}");
        };
        says("bwrap: Unknown option --disable-userns\nusage…\n", "version 0.8");
        says("bwrap: setting up uid map: Permission denied\n", "sysctl kernel");
        says("", "(sans rien dire)");
    }
}
