//! Une séance d'exercices, du premier lancement au rendu, et ce qui peut mal
//! tourner.

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use support::{Course, Said};

const WORK: &str = "lecon1/somme_lente/src/lib.rs";

#[test]
fn une_seance_va_du_premier_lancement_au_rendu() {
    let course = Course::new("seance");
    let first = course.exo(&[]);
    first.says("Vos exercices sont dans mes-exercices (3 exercices)");
    first.says("écrivez  mes-exercices/lecon1/somme_lente/src/lib.rs");
    assert!(course.read(WORK).contains("todo!("));
    course.exo(&["indice"]).says("Indice 1 sur 3 (somme_lente)");
    course.exo(&["indice"]).says("Indice 2 sur 3");
    course.exo(&["solution", "somme_lente"]).fails("n'est pas encore résolu");
    course.solve(1, "somme_lente");
    let solved = course.exo(&[]);
    solved.says("Résolu : 10 points sur 10.").says("À faire : deux_a_la_fois");
    let list = course.exo(&["liste"]);
    list.says("✓ somme_lente").says("→   deux_a_la_fois").says("10 points sur 32");
    course.exo(&["solution", "somme_lente"]).says("sleep(reading).await");
    let pack = course.exo(&["rendre"]);
    pack.says("somme_lente 10/10").says("1 exercice dans mes-exercices/rendu.zip");
    let names = zip_names(&course.mine("rendu.zip"));
    assert_eq!(names, ["somme_lente.rs", "rendu.json"]);
    let again = fs::read(course.mine("rendu.zip")).unwrap();
    course.exo(&["rendre"]).says("il remplace le précédent");
    assert_eq!(fs::read(course.mine("rendu.zip")).unwrap(), again);
}

fn zip_names(path: &Path) -> Vec<String> {
    let file = fs::File::open(path).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    archive.by_name("rendu.json").unwrap().read_to_string(&mut text).unwrap();
    assert!(
        text.contains("\"format\": 1") && text.contains("\"points\": 10"),
        "{text}"
    );
    (0..archive.len())
        .map(|i| archive.by_index(i).unwrap().name().unwrap().into_owned())
        .collect()
}

#[test]
fn recommencer_garde_la_reponse() {
    let course = Course::new("recommencer");
    course.exo(&[]);
    course.write(WORK, "mon travail");
    let said = course.exo(&["recommencer", "somme_lente"]);
    said.says("Votre réponse est gardée : mes-exercices/.exo/sauvegardes/");
    let kept = course.read(".exo/sauvegardes/lecon1/somme_lente/src/lib-1.rs");
    assert_eq!(kept, "mon travail");
    course.write(WORK, "un autre");
    course.exo(&["recommencer", "somme_lente"]).says("lib-2.rs");
}

#[test]
fn un_etat_perdu_ou_illisible_se_refait() {
    let course = Course::new("etat");
    course.exo(&[]);
    course.solve(1, "somme_lente");
    assert!(course.exo(&["verifier", "somme_lente"]).ok);
    course.write(".exo/etat.json", "{ pas du JSON");
    let said = course.exo(&["liste"]);
    said.says("L'état était illisible ; copie gardée : ").says("✓ somme_lente");
    assert_eq!(course.read(".exo/sauvegardes/.exo/etat-1.json"), "{ pas du JSON");
    fs::remove_dir_all(course.mine(".exo")).unwrap();
    let said = course.exo(&["liste"]);
    said.says("✓ somme_lente").says("1 exercice résolu");
}

#[test]
fn le_dossier_se_deplace_avec_ses_espaces_et_ses_accents() {
    let course = Course::new("déplacé ici");
    let place = course.root.join("mes essais à moi");
    let named = course.exo(&["--dossier", "mes essais à moi"]);
    named.says("écrivez  mes essais à moi/lecon1/somme_lente/src/lib.rs");
    let note = fs::read_to_string(course.root.join(".mes-exercices")).unwrap();
    assert_eq!(note.trim_end(), place.to_str().unwrap());
    course.exo(&["indice"]).says("Indice 1 sur 3");
    let moved = course.root.join("ailleurs, plus loin");
    fs::rename(&place, &moved).unwrap();
    let inside = |words: &[&str]| {
        let mut command = course.command(words);
        command.current_dir(moved.join("lecon1")).stdin(Stdio::null());
        Said::from(command.output().unwrap())
    };
    inside(&["indice"]).says("Indice 2 sur 3");
    inside(&["verifier", "somme_lente"]).says("il reste un todo!()");
    course.exo(&["liste"]).says("→");
    assert!(!place.exists(), "le dossier déplacé est retrouvé, pas recréé");
}

#[test]
fn le_cours_qui_change_ne_touche_pas_au_travail() {
    let course = Course::new("change");
    course.exo(&[]);
    course.write("lecon1/somme_lente/enonce.md", "mes notes");
    course.write(WORK, "// mon travail\n");
    let exercise = course.root.join("lessons/lesson1/exercises/somme_lente");
    fs::write(exercise.join("enonce.md"), "Un nouvel énoncé.").unwrap();
    let lib = fs::read_to_string(exercise.join("src/lib.rs")).unwrap();
    fs::write(exercise.join("src/lib.rs"), lib.replace("attendre, ", "")).unwrap();
    let said = course.exo(&["liste"]);
    said.says("Le cours a changé ; votre version : ");
    assert!(
        course.read("lecon1/somme_lente/enonce.md").contains("Un nouvel énoncé.")
    );
    assert_eq!(course.read(WORK), "// mon travail\n");
    let kept = course.read(".exo/sauvegardes/lecon1/somme_lente/enonce-1.md");
    assert_eq!(kept, "mes notes");
}

#[test]
fn des_tests_modifies_ne_changent_pas_le_verdict() {
    let course = Course::new("tests");
    course.exo(&[]);
    course.write("lecon1/somme_lente/tests/publics.rs", "#[test] fn a() {}\n");
    course.write(".exo/caches/somme_lente.rs", "");
    let said = course.exo(&["verifier", "somme_lente"]);
    said.says("✗ la somme est juste").says("✗ deux sommes avancent ensemble");
}

#[test]
fn un_fichier_windows_se_verifie() {
    let course = Course::new("crlf");
    course.exo(&[]);
    course.solve(1, "somme_lente");
    let text = course.read(WORK).replace('\n', "\r\n");
    course.write(WORK, format!("\u{feff}{text}"));
    assert!(course.exo(&["verifier", "somme_lente"]).ok);
}

#[test]
fn les_noms_faux_ont_une_proposition() {
    let course = Course::new("noms");
    course.exo(&["verifier", "some_lente"]).fails("vouliez-vous dire somme_lente ?");
    course.exo(&["verifier", "\u{7}"]).fails("« \\u{7} » ; cargo exo liste");
    course.exo(&["veriffier"]).fails("vouliez-vous dire verifier ?");
    course.exo(&["rendre"]).fails("aucun exercice n'est commencé");
    course.exo(&["rendre", "--sortie", "a.rs"]).fails("son nom finit par .zip");
}

#[cfg(unix)]
#[test]
fn un_disque_plein_ou_une_sortie_fermee_se_disent() {
    let course = Course::new("plein");
    course.exo(&[]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = course.command(&["liste"]).stdout(full).output().unwrap();
    Said::from(output).fails("écriture impossible");
    fs::remove_file(course.mine("LISEZMOI.md")).unwrap();
    fs::remove_dir_all(course.mine(".exo/origine")).unwrap();
    fs::write(course.mine(".exo/origine"), "un fichier à la place").unwrap();
    let said = course.exo(&["liste"]);
    said.fails("ne peut pas être écrit, vérifiez vos droits et la place libre");
}

#[test]
fn guetter_obeit_au_clavier_et_s_arrete_avec_lui() {
    let course = Course::new("clavier");
    let said = course.type_in(&["guetter"], "i\ns\nl\nbof\nq\n");
    said.says("Indice 1 sur 3 (somme_lente)").says("deux_a_la_fois – ");
    said.says("→   deux_a_la_fois").says("i indice, s suivant");
    assert!(said.ok && !said.out.contains('\u{1b}'), "{}", said.out);
    assert!(course.type_in(&["guetter"], "").ok, "l'entrée fermée l'arrête");
}

#[test]
fn guetter_verifie_a_chaque_enregistrement_et_passe_au_suivant() {
    let course = Course::new("guet");
    course.exo(&["verifier", "somme_lente"]);
    let mut command: Command = course.command(&["guetter"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = channel();
    thread::spawn(move || {
        let mut lines = output.lines().map_while(Result::ok);
        lines.try_for_each(|line| sender.send(line))
    });
    let wait_for = |hint: &str| {
        let next = || lines.recv_timeout(Duration::from_secs(60)).ok();
        let found = std::iter::from_fn(next).find(|line| line.contains(hint));
        assert!(found.is_some(), "« {hint} » n'est pas venu");
    };
    wait_for("écrivez");
    // Le guet commence quand les bibliothèques sont prêtes : une commande le prouve.
    writeln!(keyboard, "l").unwrap();
    wait_for("Leçon 3");
    course.write(WORK, "pub fn sum() {");
    wait_for("Votre code ne compile pas encore.");
    course.solve(1, "somme_lente");
    wait_for("Résolu : 10 points sur 10.");
    wait_for("deux_a_la_fois – ");
    writeln!(keyboard, "q").unwrap();
    assert!(child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn ctrl_c_emporte_le_test_en_cours() {
    let course = Course::new("interrompu");
    course.exo(&["verifier", "somme_lente"]);
    // La réponse dit qui l'exécute, puis ne finit pas.
    let pid = course.root.join("pid");
    let body = format!(
        "let _ = (counts, reading);\n    std::fs::write({pid:?}, \
         std::process::id().to_string()).unwrap();\n    loop {{}}"
    );
    let stub = course.read(WORK);
    let todo = stub.lines().find(|line| line.contains("todo!(")).unwrap();
    course.write(WORK, stub.replace(todo, &body));
    let mut child = course.command(&["verifier", "somme_lente"]).spawn().unwrap();
    let running = loop {
        let text = fs::read_to_string(&pid).unwrap_or_default();
        if !text.is_empty() {
            break text;
        }
        assert!(child.try_wait().unwrap().is_none(), "le test n'a pas commencé");
        thread::yield_now();
    };
    let interrupt = |signal: &str, id: &str| {
        Command::new("kill").args([signal, id]).output().unwrap().status.success()
    };
    assert!(interrupt("-INT", &child.id().to_string()));
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let gone = (0..1000).any(|_| {
        thread::sleep(Duration::from_millis(1));
        !interrupt("-0", &running)
    });
    assert!(gone, "le test {running} tourne encore");
}

#[test]
fn cargo_sait_lire_le_dossier_du_cours_entier() {
    let course = Course::whole("entier");
    course.exo(&["liste"]);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let said = Said::from(cargo.current_dir(course.mine("")).output().unwrap());
    assert!(said.ok, "{}", said.err);
}

#[test]
fn cargo_test_marche_dans_le_dossier() {
    let course = Course::new("cargo");
    course.exo(&[]);
    course.solve(3, "cede");
    let cargo = std::env::var_os("CARGO").unwrap();
    let mut command = Command::new(cargo);
    command.current_dir(course.mine("lecon3/cede")).args(["test", "--quiet"]);
    command.env("CARGO_NET_OFFLINE", "true").env_remove("CARGO_MANIFEST_DIR");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exo-target");
    let said = Said::from(command.env("CARGO_TARGET_DIR", target).output().unwrap());
    assert!(said.ok, "{said:?}");
    said.says("2 passed").says("4 passed");
}

#[test]
fn nouveau_pose_un_exercice_qui_dit_ce_qui_reste() {
    let course = Course::new("nouveau");
    let said = course.exo(&["nouveau", "3", "minuteur"]);
    said.says("lessons/lesson3/exercises/minuteur est prêt à remplir. Il reste :");
    said.says("minuteur/exercice.toml:1 : reste à écrire");
    said.says("attend au moins trois réponses fausses");
    course.exo(&["nouveau", "3", "minuteur"]).fails("existe déjà");
    course.exo(&["nouveau", "lesson77", "a"]).fails("« lesson77 » n'existe pas");
    course.exo(&["nouveau", "3", "Été"]).fails("en minuscules sans accent");
    let folder = course.root.join("lessons/lesson3/exercises/minuteur");
    for file in
        ["src/lib.rs", "tests/publics.rs", "tests/caches.rs", "fausses/identite.rs"]
    {
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args(["--check", "--edition=2024"]).arg(folder.join(file));
        let said = Said::from(rustfmt.output().unwrap());
        assert!(said.ok, "{file} : {said:?}");
    }
}
