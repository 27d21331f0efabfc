//! Des réponses absurdes : à chacune un verdict clair, vite, sans rien perdre.

mod support;

use std::fs;
use std::time::{Duration, Instant};

use support::Course;

const WORK: &str = "lecon1/somme_lente/src/lib.rs";

/// Le corps de `sum`, dans un fichier par ailleurs juste.
fn body(body: &str) -> String {
    format!(
        "use std::time::Duration;\n\
         pub async fn sum(counts: &[u32], reading: Duration) -> u64 {{\n\
         let _ = (counts, reading);\n{body}\n}}\n"
    )
}

const STARTS: &str = "pub async fn sum(c: &[u32], r: std::time::Duration) -> u64";

fn absurd() -> Vec<(&'static str, String, &'static str)> {
    let file = |name, text: &str, hint| (name, text.to_owned(), hint);
    let inside = |name, text: &str, hint| (name, body(text), hint);
    let exits = "votre code appelle-t-il std::process::exit ?";
    let overflow =
        "fn f(n: u64) -> u64 { std::hint::black_box(f(n + 1) + f(n + 2)) } f(0)";
    vec![
        file("fichier vide", "", "les tests ne peuvent pas l'appeler"),
        file("faute de syntaxe", "pub async fn sum(", "ne compile pas encore"),
        file(
            "fonction renommée",
            "pub async fn somme() {}",
            "ne peuvent pas l'appeler",
        ),
        file(
            "mauvais type",
            "pub async fn sum(_: u8) -> u8 { 0 }",
            "ne peuvent pas",
        ),
        file("compile_error!", "compile_error!(\"non\");", "ne compile pas encore"),
        file("unsafe", "pub fn sum() { unsafe {} }", "ne compile pas encore"),
        file("texte", "Bonjour, voici ma réponse.", "ne compile pas encore"),
        file(
            "bibliothèque absente",
            "use serde::Serialize;",
            "ne compile pas encore",
        ),
        file(
            "constante sans fin",
            "pub const A: u64 = { let mut n = 0; loop { n += 1; if n == 0 { break } } n };",
            "ne compile pas encore",
        ),
        file(
            "macro sans fin",
            "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*) } } m!(a b);",
            "Le compilateur ",
        ),
        // Sur une machine chargée, la limite de durée passe avant celle de la
        // trousse.
        inside("boucle sans fin", "loop {}", "sans fin"),
        inside(
            "attente active",
            "loop { tokio::task::yield_now().await }",
            "attente active",
        ),
        inside(
            "attente sans réveil",
            "std::future::pending().await",
            "plus rien ne peut",
        ),
        inside("attente bloquante", "std::thread::park(); 0", "bloque"),
        inside("sortie du programme", "std::process::exit(0)", exits),
        inside("abandon", "std::process::abort()", "s'est arrêté net"),
        inside("panique", "panic!(\"voilà\")", "le programme a paniqué : voilà"),
        inside("récursion sans fin", overflow, "la pile a débordé"),
        inside(
            "200 Mo affichés",
            "for _ in 0..2_000_000 { println!(\"{}\", \"x\".repeat(100)); } 0",
            "plus de 8 Mio affichés",
        ),
        inside(
            "trop de mémoire",
            "let v = vec![1_u8; 1 << 40]; u64::from(v[v.len() / 2])",
            "la mémoire a manqué",
        ),
        inside(
            "panique dans Drop",
            "struct D; impl Drop for D { fn drop(&mut self) { panic!(\"drop\") } }\n\
             let _d = D; panic!(\"deux\")",
            "un destructeur (Drop) panique-t-il ?",
        ),
        inside(
            "interblocage",
            "let m = std::sync::Mutex::new(0); let _a = m.lock(); let _b = m.lock(); 0",
            "bloque",
        ),
        inside(
            "lecture du clavier",
            "std::io::stdin().lines().map_while(Result::ok).count() as u64",
            "0 au lieu de 8",
        ),
        inside(
            "verdict imité",
            "println!(\"kit 0 réussi\"); std::process::exit(0)",
            exits,
        ),
        inside(
            "thread oublié",
            "std::thread::spawn(|| loop { std::thread::park() }); 0",
            "0 au lieu de 8",
        ),
        inside(
            "sorties fermées",
            "std::panic::set_hook(Box::new(|_| std::process::exit(0))); panic!(\"rien\")",
            exits,
        ),
        inside(
            "fichiers supprimés",
            "for e in std::fs::read_dir(\".\").unwrap() { \
             let _ = std::fs::remove_file(e.unwrap().path()); } 0",
            "0 au lieu de 8",
        ),
        file(
            "destructeur trop tard",
            &format!(
                "struct D; impl Drop for D {{ fn drop(&mut self) {{ panic!(\"tard\") }} }}\n\
                 {STARTS} {{ let _d = D; let _ = (c, r); 8 }}"
            ),
            "le programme a paniqué : tard",
        ),
    ]
}

#[test]
fn chaque_reponse_absurde_a_un_verdict_clair() {
    let course = Course::new("absurde");
    assert!(course.exo(&[]).ok);
    // La première vérification compile les bibliothèques : elle ne compte pas.
    course.exo(&["verifier", "somme_lente"]).says("il reste un todo!()");
    let mut faults = Vec::new();
    for (name, text, hint) in absurd() {
        course.write(WORK, &text);
        let started = Instant::now();
        let said = course.exo(&["verifier", "somme_lente"]);
        let took = started.elapsed();
        println!("{name:24} {:5.2} s", took.as_secs_f64());
        if said.ok || !(said.out.contains(hint) || said.err.contains(hint)) {
            faults.push(format!(
                "{name} ne dit pas « {hint} » :\n{}{}",
                said.out, said.err
            ));
        }
        if took > Duration::from_secs(60) {
            faults.push(format!("{name} prend {took:?}"));
        }
        assert_eq!(course.read(WORK), text, "{name} : la réponse a changé");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    course.solve(1, "somme_lente");
    assert!(course.exo(&["verifier", "somme_lente"]).ok, "rien n'est perdu");
}

#[test]
fn un_fichier_qui_n_est_pas_du_texte_ou_n_est_plus_la_se_dit() {
    let course = Course::new("binaire");
    course.exo(&[]);
    course.write(WORK, b"// ok\n\xff\xfe");
    let said = course.exo(&["verifier", "somme_lente"]);
    said.says("lib.rs, ligne 2 : pas de l'UTF-8 ; réenregistrez-le ainsi");
    fs::remove_file(course.mine(WORK)).unwrap();
    let said = course.exo(&["verifier", "somme_lente"]);
    said.fails("n'existe plus ; cargo exo recommencer somme_lente le recrée");
    assert!(course.exo(&["recommencer", "somme_lente"]).ok);
    assert!(course.read(WORK).contains("todo!("));
}
