//! Les mêmes programmes, sur un système qui refuse.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::common::{
    as_nobody, end, folder, make_pipe, names, program, run, signal, sparse, start,
    wait_until,
};
use crate::refuses;

/// Prépare `command`, soumise à une limite de bash.
///
/// Les descripteurs laissés ouverts par qui lance les essais compteraient dans la limite.
fn limited(limit: &str, command: &Command) -> Command {
    let close = "exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-";
    let script = format!("{close}; ulimit {limit}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]).arg(command.get_program());
    shell
}

#[test]
fn trop_peu_de_descripteurs_se_dit_en_une_ligne_et_ne_laisse_rien() {
    let folder = folder();
    let source = folder.path().join("a");
    fs::write(&source, "Véga\n").unwrap();
    let target = folder.path().join("b");
    let mut refused = 0;
    for descriptors in 4..16 {
        let limit = format!("-n {descriptors}");
        for (word, paths) in [
            ("copier", &[&*source, &target][..]),
            ("compter", &[&source]),
            ("arborescence", &[folder.path()]),
        ] {
            let ended = run(limited(&limit, &program()).arg(word).args(paths));
            if ended.code != 0 {
                refuses(&ended, "trop de fichiers ouverts");
                assert_eq!(names(folder.path()), ["a"], "{word}, {descriptors}");
                refused += 1;
            }
        }
        let _ = fs::remove_file(&target);
    }
    assert!((3..30).contains(&refused), "{refused}");
}

#[test]
fn un_thread_refuse_se_dit_en_une_ligne() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, "Véga\n").unwrap();
    let nobody = as_nobody(folder.path());
    let mut alone = limited("-u 1", &nobody);
    if nobody.get_program() != program().get_program() {
        std::os::unix::process::CommandExt::uid(&mut alone, 65_534);
    }
    refuses(&run(alone.arg("compter").arg(&path)), "trop de threads");
}

#[test]
fn un_fichier_plus_grand_que_la_limite_n_est_pas_fatal() {
    let folder = folder();
    let source = sparse(folder.path(), 2_000_000);
    let target = folder.path().join("b");
    let mut copy = limited("-f 100", &program());
    let ended = run(copy.arg("copier").args([&source, &target]));
    refuses(&ended, "écriture impossible : le système interdit un fichier si grand");
    assert_eq!(names(folder.path()), ["creux"]);
}

#[test]
fn un_dossier_ou_l_on_ecrit_sans_pouvoir_le_lire_reste_intact() {
    let folder = folder();
    let closed = folder.path().join("boite");
    fs::create_dir(&closed).unwrap();
    let source = folder.path().join("a");
    fs::write(&source, "Véga\n").unwrap();
    let mut nobody = as_nobody(folder.path());
    if nobody.get_program() != program().get_program() {
        std::os::unix::fs::chown(&closed, Some(65_534), Some(65_534)).unwrap();
    }
    fs::set_permissions(&closed, Permissions::from_mode(0o300)).unwrap();
    let ended = run(nobody.arg("copier").args([&source, &closed]));
    fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
    refuses(&ended, "écriture impossible : accès refusé");
    assert!(names(&closed).is_empty());
}

#[test]
fn ce_qui_n_est_pas_un_nom_de_fichier_se_refuse_avant_de_copier() {
    let folder = folder();
    let source = folder.path().join("a");
    fs::write(&source, "Véga\n").unwrap();
    for target in [folder.path().join("nouveau/"), "".into()] {
        let ended = run(program().arg("copier").args([&source, &target]));
        refuses(&ended, "écriture impossible : introuvable");
        assert_eq!(ended.out, "");
    }
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn un_faux_fichier_du_systeme_se_refuse_en_francais() {
    let folder = folder();
    let target = folder.path().join("b");
    for (source, hint) in [
        ("/proc/self/status", "ment sur sa taille"),
        ("/proc/self/mem", "erreur d'entrée-sortie"),
    ] {
        let target = target.as_os_str();
        let words = [OsStr::new("copier"), source.as_ref(), target];
        refuses(&run(program().args(words)), hint);
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn suivre_s_arrete_meme_si_personne_ne_lit_ce_qu_il_dit() {
    let folder = folder();
    let path = folder.path().join("nuit.txt");
    fs::write(&path, "Véga\n".repeat(100_000)).unwrap();
    let pipe = make_pipe(folder.path());
    for name in ["INT", "TERM"] {
        // Ouvert des deux côtés, le tube garde quelques lignes, puis fait attendre ;
        // un regard en donne bien plus.
        let mut reader = File::options().read(true).write(true).open(&pipe).unwrap();
        let mut command = program();
        command.arg("suivre").arg(&path).arg("--depuis-debut");
        let child = start(command.stdout(reader.try_clone().unwrap()));
        let mut seen = [0; 6];
        reader.read_exact(&mut seen).unwrap();
        assert_eq!(&seen, "Véga\n".as_bytes());
        signal(&child, name);
        assert_eq!(end(child).code, 0, "{name}");
    }
}

#[test]
fn copier_s_arrete_meme_si_personne_ne_lit_ce_qu_il_dit() {
    let folder = folder();
    let target = folder.path().join("b");
    let source = sparse(folder.path(), 2_000_000);
    let pipe = make_pipe(folder.path());
    let mut full = File::options().read(true).write(true).open(&pipe).unwrap();
    full.write_all(&[b'.'; 64 * 1024]).unwrap();
    let mut command = program();
    command.arg("copier").args([&source, &target]);
    let child = start(command.stdout(full.try_clone().unwrap()));
    wait_until("un premier bloc est écrit", || {
        let first = names(folder.path()).swap_remove(0);
        let size = fs::metadata(folder.path().join(&first)).map(|file| file.len());
        first.starts_with(".copie-") && size.is_ok_and(|size| size > 1_000_000)
    });
    signal(&child, "INT");
    assert_eq!(end(child).code, 130);
    assert_eq!(names(folder.path()), ["creux", "tube"]);
}
