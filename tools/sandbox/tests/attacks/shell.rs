//! Lancer un shell : il n'est pas monté, et Landlock ne laisse exécuter que le programme.

pub fn attack(_: &[String]) -> bool {
    let status =
        std::process::Command::new("/bin/sh").args(["-c", "exit 7"]).status();
    status.is_ok_and(|status| status.code() == Some(7))
}
