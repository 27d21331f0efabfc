//! Exécuter un programme qu'on vient d'écrire : Landlock n'accorde pas l'exécution là où
//! on écrit.

pub fn attack(args: &[String]) -> bool {
    let copy = format!("{}/copie", args[0]);
    let myself = std::env::args().next().unwrap();
    std::fs::copy(myself, &copy).is_ok()
        && std::process::Command::new(&copy).arg("nothing").status().is_ok()
}
