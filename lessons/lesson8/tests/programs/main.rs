//! `copier`, `compter`, `suivre` et `arborescence`, comme on s'en sert.
#![cfg(unix)]

mod common;
#[cfg(target_os = "linux")]
mod limits;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use common::{
    Ended, as_nobody, end, folder, make_pipe, names, program, run, signal, sparse,
    start, wait_until,
};

fn copier(
    source: impl AsRef<OsStr>,
    destination: impl AsRef<OsStr>,
    more: &[&str],
) -> Ended {
    let words = [OsStr::new("copier"), source.as_ref(), destination.as_ref()];
    run(program().args(words).args(more))
}

/// Vérifie qu'un programme a échoué en une ligne, qui contient `hint`.
#[track_caller]
fn refuses(ended: &Ended, hint: &str) {
    assert_eq!(ended.code, 1, "{ended:?}");
    assert_eq!(ended.err.lines().count(), 1, "{ended:?}");
    assert!(ended.err.contains(hint), "{ended:?}");
}

#[test]
fn une_copie_a_le_contenu_et_les_droits_de_sa_source() {
    let folder = folder();
    let [source, target] = ["a", "b"].map(|name| folder.path().join(name));
    fs::write(&source, vec![7; 3_000_000]).unwrap();
    fs::set_permissions(&source, Permissions::from_mode(0o640)).unwrap();
    let ended = copier(&source, &target, &[]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    assert!(ended.out.contains("100 % de 3.0 Mo\n"), "{}", ended.out);
    assert!(ended.out.ends_with(&format!("copié dans {}\n", target.display())));
    assert_eq!(fs::read(&target).unwrap(), vec![7; 3_000_000]);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(names(folder.path()), ["a", "b"]);
}

#[test]
fn un_fichier_vide_se_copie() {
    let folder = folder();
    let [source, target] = ["a", "b"].map(|name| folder.path().join(name));
    fs::write(&source, "").unwrap();
    assert_eq!(copier(&source, &target, &[]).code, 0);
    assert_eq!(fs::read(&target).unwrap(), b"");
}

#[test]
fn un_fichier_qui_existe_n_est_remplace_que_sur_demande() {
    let folder = folder();
    let [source, target] = ["a", "b"].map(|name| folder.path().join(name));
    fs::write(&source, "nouveau").unwrap();
    fs::write(&target, "ancien").unwrap();
    refuses(&copier(&source, &target, &[]), "existe déjà ; ajoutez --remplacer");
    assert_eq!(fs::read_to_string(&target).unwrap(), "ancien");
    assert_eq!(copier(&source, &target, &["--remplacer"]).code, 0);
    assert_eq!(fs::read_to_string(&target).unwrap(), "nouveau");
    assert_eq!(names(folder.path()), ["a", "b"]);
}

#[test]
fn vers_un_dossier_le_nom_est_celui_de_la_source() {
    let folder = folder();
    let nested = folder.path().join("archives");
    fs::create_dir(&nested).unwrap();
    let source = folder.path().join("nuit.txt");
    fs::write(&source, "Véga").unwrap();
    assert_eq!(copier(&source, &nested, &[]).code, 0);
    assert_eq!(names(&nested), ["nuit.txt"]);
}

#[test]
fn un_fichier_ne_se_copie_pas_sur_lui_meme() {
    let folder = folder();
    let [source, hard, soft] =
        ["a", "dur", "mou"].map(|name| folder.path().join(name));
    fs::write(&source, "Véga").unwrap();
    fs::hard_link(&source, &hard).unwrap();
    symlink("a", &soft).unwrap();
    for target in [&source, &hard, &soft] {
        let ended = copier(&source, target, &["--remplacer"]);
        refuses(&ended, "la source et la destination sont le même fichier");
    }
    assert_eq!(fs::read_to_string(&source).unwrap(), "Véga");
}

#[test]
fn un_lien_reste_et_sa_cible_est_remplacee() {
    let folder = folder();
    let [source, target, link] =
        ["a", "b", "lien"].map(|name| folder.path().join(name));
    fs::write(&source, "nouveau").unwrap();
    fs::write(&target, "ancien").unwrap();
    symlink("b", &link).unwrap();
    assert_eq!(copier(&source, &link, &["--remplacer"]).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "nouveau");
    let broken = folder.path().join("perdu");
    symlink("nulle-part", &broken).unwrap();
    refuses(
        &copier(&source, &broken, &["--remplacer"]),
        "n'est pas un fichier ordinaire",
    );
}

#[test]
fn ce_qui_n_est_pas_un_fichier_ne_se_copie_pas() {
    let folder = folder();
    let target = folder.path().join("b");
    let pipe = make_pipe(folder.path());
    for source in
        [Path::new("/dev/zero"), Path::new("/dev/null"), folder.path(), &pipe]
    {
        refuses(&copier(source, &target, &[]), "n'est pas un fichier ordinaire");
    }
    refuses(&copier(folder.path().join("absent"), &target, &[]), "introuvable");
    refuses(&copier(pipe.join("a"), &target, &[]), "le chemin passe par un fichier");
    assert_eq!(names(folder.path()), ["tube"]);
}

#[test]
fn ce_qui_n_est_pas_un_fichier_ne_se_remplace_pas() {
    let folder = folder();
    let source = folder.path().join("a");
    fs::write(&source, "Véga").unwrap();
    let pipe = make_pipe(folder.path());
    for target in [Path::new("/dev/null"), &pipe] {
        let ended = copier(&source, target, &["--remplacer"]);
        refuses(&ended, "n'est pas un fichier ordinaire ; lui seul se remplace");
    }
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let absent = folder.path().join("absent").join("b");
    refuses(&copier(&source, absent, &[]), "écriture impossible : introuvable");
}

#[test]
fn un_nom_le_plus_long_possible_se_copie_un_de_plus_se_refuse() {
    let folder = folder();
    let source = folder.path().join("a".repeat(255));
    fs::write(&source, "Véga").unwrap();
    assert_eq!(copier(&source, folder.path().join("b".repeat(255)), &[]).code, 0);
    let ended = copier(&source, folder.path().join("c".repeat(256)), &[]);
    refuses(&ended, "ce nom est trop long ou interdit");
}

#[cfg(target_os = "linux")]
#[test]
fn un_nom_qui_n_est_pas_de_l_utf_8_se_copie_et_se_montre() {
    let folder = folder();
    let source = folder.path().join(OsStr::from_bytes(b"V\xe9ga\x1b[2J"));
    fs::write(&source, "Véga\n").unwrap();
    let target = folder.path().join(OsStr::from_bytes(b"\xff"));
    let ended = copier(&source, &target, &[]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.out.contains("V\\xE9ga\\u{1b}[2J : copié"), "{}", ended.out);
    let ended = run(program().arg("arborescence").arg(folder.path()));
    assert!(ended.out.contains("V\\xE9ga\\u{1b}[2J  6 o\n"), "{}", ended.out);
    assert!(ended.out.contains("└── \\xFF  6 o\n"), "{}", ended.out);
    let ended = run(program().arg("compter").arg(&source));
    assert!(ended.out.ends_with("V\\xE9ga\\u{1b}[2J\n"), "{}", ended.out);
}

#[test]
fn une_limite_de_taille_du_systeme_ne_laisse_rien() {
    let folder = folder();
    let source = sparse(folder.path(), 2_000_000);
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$@\"";
    let mut limited = Command::new("sh");
    limited.args(["-c", script, "sh"]).arg(program().get_program());
    let ended = run(limited.arg("copier").arg(source).arg(folder.path().join("b")));
    refuses(&ended, "écriture impossible : le système interdit un fichier si grand");
    assert_eq!(names(folder.path()), ["creux"]);
}

#[test]
fn un_acces_refuse_se_dit_et_ne_laisse_rien() {
    let folder = folder();
    let [secret, closed] = ["secret", "ferme"].map(|name| folder.path().join(name));
    fs::write(&secret, "Véga").unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
    let open = folder.path().join("ouvert.txt");
    fs::write(&open, "Deneb\n").unwrap();
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();

    let nobody = || as_nobody(folder.path());
    let ended = run(nobody().arg("copier").args([&secret, Path::new("/tmp")]));
    refuses(&ended, "source illisible : accès refusé");
    let readonly = folder.path().join("lecture");
    fs::create_dir(&readonly).unwrap();
    fs::set_permissions(&readonly, Permissions::from_mode(0o555)).unwrap();
    let ended = run(nobody().arg("copier").args([&open, &readonly]));
    refuses(&ended, "écriture impossible : accès refusé");
    assert!(names(&readonly).is_empty());

    let ended = run(nobody().arg("compter").args([&secret, &open]));
    refuses(&ended, "secret : accès refusé");
    assert!(ended.out.contains("ouvert.txt"), "{}", ended.out);
    refuses(&run(nobody().arg("suivre").arg(&secret)), "accès refusé");

    let ended = run(nobody().arg("arborescence").arg(folder.path()));
    refuses(&ended, "ferme : accès refusé");
    assert!(ended.out.contains("ferme/  [accès refusé]"), "{}", ended.out);
    assert!(ended.out.contains("ouvert.txt  6 o"), "{}", ended.out);
    // Sans quoi personne ne pourrait l'effacer.
    fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn un_signal_arrete_la_copie_sans_rien_laisser() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let folder = folder();
        let target = folder.path().join("b");
        fs::write(&target, "ancien").unwrap();
        let source = sparse(folder.path(), 1 << 36);
        let mut command = program();
        command.arg("copier").args([&source, &target]).arg("--remplacer");
        let child = start(&mut command);
        wait_until("la copie commence", || names(folder.path()).len() == 3);
        signal(&child, name);
        let ended = end(child);
        assert_eq!(ended.code, code, "{ended:?}");
        assert!(
            ended.err.ends_with("creux : interrompu ; rien n'est écrit\n"),
            "{ended:?}"
        );
        assert_eq!(names(folder.path()), ["b", "creux"]);
        assert_eq!(fs::read_to_string(&target).unwrap(), "ancien");
    }
}

#[test]
fn tuee_net_la_copie_laisse_la_destination_intacte() {
    let folder = folder();
    let target = folder.path().join("b");
    fs::write(&target, "ancien").unwrap();
    let source = sparse(folder.path(), 1 << 36);
    let mut command = program();
    command.arg("copier").args([&source, &target]).arg("--remplacer");
    let mut child = start(&mut command);
    wait_until("la copie commence", || names(folder.path()).len() == 3);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "ancien");
    // Personne n'était plus là pour l'effacer ; l'aide le dit.
    assert!(names(folder.path())[0].starts_with(".copie-"));
}

#[test]
fn une_source_tronquee_pendant_la_copie_est_refusee() {
    let folder = folder();
    let target = folder.path().join("b");
    let source = sparse(folder.path(), 1 << 36);
    let child = start(program().arg("copier").args([&source, &target]));
    wait_until("la copie commence", || names(folder.path()).len() == 2);
    File::options().write(true).open(&source).unwrap().set_len(1 << 20).unwrap();
    refuses(&end(child), "la source a changé pendant la copie, ou ment");
    assert_eq!(names(folder.path()), ["creux"]);
}

#[test]
fn deux_copies_vers_le_meme_nom_en_laissent_une_entiere() {
    let folder = folder();
    let [a, b, target] = ["a", "b", "cible"].map(|name| folder.path().join(name));
    fs::write(&a, vec![1; 5_000_000]).unwrap();
    fs::write(&b, vec![2; 5_000_000]).unwrap();
    for more in [&["--remplacer"][..], &[]] {
        let copies = [&a, &b].map(|source| {
            start(program().arg("copier").args([source, &target]).args(more))
        });
        let codes = copies.map(|copy| end(copy).code);
        let bytes = fs::read(&target).unwrap();
        assert!(
            bytes.len() == 5_000_000 && bytes.iter().all(|byte| *byte == bytes[0])
        );
        let succeeded = codes.iter().filter(|code| **code == 0).count();
        assert_eq!(succeeded, if more.is_empty() { 1 } else { 2 }, "{codes:?}");
        assert_eq!(names(folder.path()), ["a", "b", "cible"]);
        fs::remove_file(&target).unwrap();
    }
}

#[test]
fn compter_dit_tout_et_n_est_pas_arrete_par_un_fichier_qui_manque() {
    let folder = folder();
    let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
    fs::write(&a, "Véga\nDeneb Altaïr\n").unwrap();
    fs::write(&b, "Rigel").unwrap();
    let absent = folder.path().join("absent");
    let ended = run(program().arg("compter").args([&a, &absent, folder.path(), &b]));
    assert_eq!(ended.code, 1);
    let err: Vec<_> = ended.err.lines().collect();
    assert!(err[0].ends_with("absent : introuvable"), "{ended:?}");
    assert!(err[1].ends_with("c'est un dossier"), "{ended:?}");
    let rows =
        ended.out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows[0], ["lignes", "mots", "caractères", "octets"]);
    assert_eq!(rows[1][..4], ["2", "3", "18", "20"]);
    assert_eq!(rows[2][..4], ["0", "1", "5", "5"]);
    assert_eq!(rows[3], ["2", "4", "23", "25", "total"]);
}

#[test]
fn compter_lit_l_entree_et_se_tait_quand_on_ne_l_ecoute_plus() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, "Véga Deneb\n").unwrap();
    let ended =
        run(program().args(["compter", "-"]).stdin(File::open(&path).unwrap()));
    let row: Vec<_> = ended.out.lines().nth(1).unwrap().split_whitespace().collect();
    assert_eq!(row, ["1", "2", "11", "12", "-"]);

    for words in ["compter", "arborescence"] {
        let script = "\"$0\" \"$@\" | true; exit \"${PIPESTATUS[0]}\"";
        let mut shell = Command::new("bash");
        shell.args(["-c", script]).arg(program().get_program()).arg(words);
        let ended =
            run(shell.arg(if words == "compter" { &path } else { folder.path() }));
        assert_eq!((ended.code, &*ended.err), (0, ""), "{words}");
    }
}

#[test]
fn suivre_montre_les_dernieres_lignes_puis_les_nouvelles() {
    let folder = folder();
    let path = folder.path().join("nuit.txt");
    fs::write(&path, "20 h\n21 h\n22 h\n").unwrap();
    let shown = folder.path().join("sortie");
    let out = File::create(&shown).unwrap();
    let mut command = program();
    command.arg("suivre").arg(&path).args(["--lignes", "2"]);
    let child = start(command.stdout(out));
    let seen = |text: &str| fs::read_to_string(&shown).unwrap() == text;
    wait_until("les deux dernières", || seen("21 h\n22 h\n"));
    fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, b"23 h\nmin"))
        .unwrap();
    wait_until("la nouvelle", || seen("21 h\n22 h\n23 h\n"));
    fs::remove_file(&path).unwrap();
    fs::write(&path, "00 h\n").unwrap();
    wait_until("le nouveau fichier", || seen("21 h\n22 h\n23 h\nmin\n00 h\n"));
    signal(&child, "INT");
    let ended = end(child);
    assert_eq!(ended.code, 0, "{ended:?}");
}

#[test]
fn suivre_attend_un_fichier_qui_manque_mais_refuse_un_dossier() {
    let folder = folder();
    let path = folder.path().join("nuit.txt");
    let said = folder.path().join("dit");
    let shown = folder.path().join("sortie");
    let [out, err] = [&shown, &said].map(|path| File::create(path).unwrap());
    let child = start(program().arg("suivre").arg(&path).stdout(out).stderr(err));
    let said = || fs::read_to_string(&said).unwrap();
    wait_until("l'attente", || {
        said().ends_with("nuit.txt : introuvable ; on l'attend\n")
    });
    fs::write(&path, "Véga\n").unwrap();
    wait_until("l'arrivée", || said().ends_with("nuit.txt : le voici\n"));
    wait_until("la ligne", || fs::read_to_string(&shown).unwrap() == "Véga\n");
    signal(&child, "TERM");
    let ended = end(child);
    assert_eq!(ended.code, 0, "{ended:?}");
    for odd in [folder.path(), &make_pipe(folder.path())] {
        let ended = run(program().arg("suivre").arg(odd));
        refuses(&ended, "ce n'est pas un fichier ordinaire");
    }
}

#[test]
fn arborescence_montre_tout_et_dit_ce_qui_manque() {
    let folder = folder();
    let night = folder.path().join("nuit");
    fs::create_dir_all(night.join("plaques/anciennes")).unwrap();
    fs::write(night.join("plaques/m31.fits"), vec![0; 4200]).unwrap();
    fs::write(night.join("a\nb"), "").unwrap();
    symlink("..", night.join("plaques/retour")).unwrap();
    symlink("absent", night.join("perdu")).unwrap();
    make_pipe(&night);

    let ended = run(program().arg("arborescence").arg(&night));
    let lines: Vec<_> = ended.out.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "├── a\\nb  0 o",
            "├── perdu -> absent  [introuvable]",
            "├── plaques/",
            "│   ├── anciennes/",
            "│   ├── m31.fits  4.2 ko",
            "│   └── retour -> ..",
            "└── tube  [ni fichier ni dossier]",
            "",
            "dossiers 2, fichiers 2, liens 1, en tout 4.2 ko",
        ]
    );
    refuses(&ended, "perdu : la cible du lien : introuvable");

    let ended = run(program().arg("arborescence").arg(&night).arg("--liens"));
    assert!(ended.out.contains("retour -> ..  [boucle]"), "{}", ended.out);
    assert!(
        ended.err.contains("retour : ce lien revient en arrière\n"),
        "{}",
        ended.err
    );
    let words = ["--profondeur", "1", "--simultanes", "1"];
    let ended = run(program().arg("arborescence").arg(&night).args(words));
    assert!(ended.out.contains("├── plaques/  […]\n└── tube"), "{}", ended.out);
}

#[test]
fn arborescence_refuse_ce_qui_n_est_pas_un_dossier() {
    let folder = folder();
    let file = folder.path().join("a");
    fs::write(&file, "").unwrap();
    refuses(
        &run(program().arg("arborescence").arg(&file)),
        "le chemin passe par un fichier",
    );
    let absent = folder.path().join("absent");
    refuses(&run(program().arg("arborescence").arg(absent)), "absent : introuvable");
}

#[test]
fn une_demande_incomprise_tient_en_une_ligne_et_ne_fait_rien() {
    for (words, hint) in [
        (&["copier", "a"][..], "il faut SOURCE et DESTINATION"),
        (&["copier", "a", "b", "c"], "un mot de trop : « c »"),
        (&["compter"], "il faut au moins un FICHIER"),
        (&["suivre", "a", "--vite"], "option inconnue : --vite"),
        (&["arborescence", "a", "--simultanes", "0"], "un nombre, de 1 à 256"),
    ] {
        let ended = run(program().args(words));
        assert_eq!((ended.code, ended.err.lines().count()), (2, 1), "{ended:?}");
        assert!(ended.err.contains(hint), "{ended:?}");
    }
    for name in ["copier", "compter", "suivre", "arborescence"] {
        let ended = run(program().args([name, "--aide"]));
        assert!(ended.code == 0 && ended.out.starts_with("Usage"), "{ended:?}");
    }
}
