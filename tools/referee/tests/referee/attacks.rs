//! Chaque copie hostile est arrêtée par chacune des défenses que la table lui donne, et
//! passe quand elles sont toutes retirées.

use std::fs;

use exercise::Judgement;
use referee::Decision;
use referee::Defence::{self, *};

use crate::honest::explain;
use crate::setup;

/// Une copie hostile, et les défenses dont chacune suffit à l'arrêter ; aucune, quand ce
/// qui l'arrête (le kit, `rustc`) ne se retire pas.
struct Attack {
    name: &'static str,
    exercise: &'static str,
    stopped_by: &'static [Defence],
    /// Les points qu'elle mérite.
    deserved: u32,
}

const fn attack(name: &'static str, stopped_by: &'static [Defence]) -> Attack {
    Attack { name, exercise: "lesson1/somme_lente", stopped_by, deserved: 0 }
}

/// Un exercice dont les tests ouvrent des fichiers.
const FILES: &str = "lesson8/remplacement";

const ATTACKS: [Attack; 90] = [
    attack("unsafe_block", &[Words, Lint]),
    attack("unsafe_in_macro", &[Words, Shape, Lint]),
    attack("no_mangle", &[Words, Attributes, Lint]),
    attack("init_array", &[Words, Attributes, Lint]),
    attack("include_hidden", &[Words, TwoSteps]),
    attack("include_by_macro", &[Words, Shape, TwoSteps]),
    attack("include_renamed", &[Words, TwoSteps]),
    attack("include_raw", &[Words, TwoSteps]),
    attack("include_code", &[Words, Shape, TwoSteps]),
    attack("include_code_renamed", &[Words, Shape, TwoSteps]),
    attack("module_path", &[Words, Attributes, TwoSteps]),
    attack("module_cfg_attr", &[Words, Attributes, TwoSteps]),
    attack("include_passwd", &[Words, Sandbox]),
    attack("environment", &[Words, Sandbox]),
    attack("extern_kit", &[Words, TwoSteps]),
    attack("use_kit", &[TwoSteps]),
    attack("nested_run", &[TwoSteps]),
    attack("global_allocator", &[Attributes]),
    attack("lone_hash", &[Words, Attributes, Shape]),
    attack("assembly", &[Words, Shape, Lint]),
    attack("shebang", &[Text, Attributes]),
    attack("frontmatter", &[]),
    attack("too_long", &[Text]),
    attack("too_deep", &[]),
    attack("lifetime", &[Words]),
    attack("wrapped_lifetime", &[Words]),
    attack("lifetime_by_macro", &[Words]),
    attack("projection", &[Words]),
    attack("projection_inside", &[Words]),
    attack("projection_parenthesised", &[Words]),
    attack("projection_by_alias", &[Words]),
    attack("advance_clock", &[Words]),
    attack("advance_by_glob", &[Words]),
    attack("advance_by_alias", &[Words]),
    attack("advance_by_macro", &[Words, Shape]),
    attack("advance_raw", &[Words]),
    attack("own_clock", &[]),
    attack("entered_clock", &[Words]),
    attack("liar", &[]),
    attack("shadowed_u64", &[]),
    attack("renamed_u64", &[]),
    attack("decoy", &[]),
    attack("hidden_function", &[Words, Shape]),
    attack("hidden_by_attribute", &[Shape]),
    attack("hidden_by_module", &[Shape]),
    attack("hidden_by_doc", &[Words, Shape]),
    attack("hidden_by_name", &[Words, Shape]),
    Attack {
        exercise: "lesson1/generateur",
        ..attack("lying_step", &[Attributes, Shape])
    },
    Attack {
        exercise: "lesson1/generateur",
        ..attack("lying_step_apart", &[Shape])
    },
    Attack {
        exercise: "lesson7/cache",
        deserved: 7,
        ..attack("lying_inside", &[Shape])
    },
    Attack { exercise: "lesson5/reserve", ..attack("free_constant", &[Shape]) },
    Attack {
        exercise: "lesson2/reessaie",
        deserved: 8,
        ..attack("lying_failure", &[Shape])
    },
    attack("exit", &[Proof]),
    attack("exit_in_hook", &[Proof]),
    attack("exit_in_thread", &[Proof]),
    attack("exit_in_destructor", &[Proof]),
    attack("exit_in_local", &[Proof]),
    attack("payload", &[Proof]),
    attack("print_verdict", &[Proof]),
    attack("panic_verdict", &[]),
    attack("reread_order", &[]),
    attack("read_order", &[]),
    attack("respawn_inherit", &[]),
    attack("respawn", &[]),
    attack("exec", &[]),
    Attack { deserved: 2, ..attack("oracle", &[Sandbox]) },
    attack("loader", &[Sandbox]),
    attack("test_name", &[]),
    attack("swallow", &[]),
    attack("stay_alive", &[]),
    attack("shadow_kit", &[]),
    attack("read_binary", &[Unreadable]),
    attack("print_hidden", &[Discretion]),
    attack("panic_hidden", &[Discretion]),
    attack("caller", &[Attributes]),
    attack("broken_call", &[Discretion]),
    attack("escape_output", &[Neutral]),
    attack("escape_panic", &[Neutral]),
    attack("backwards", &[Neutral]),
    attack("long_message", &[Neutral]),
    attack("read_secret", &[Sandbox]),
    attack("list_root", &[Sandbox]),
    attack("shell", &[Sandbox]),
    attack("listen", &[Sandbox]),
    attack("own_memory", &[Sandbox, Unreadable]),
    attack("any_file", &[]),
    Attack { exercise: FILES, deserved: 3, ..attack("leave_file", &[]) },
    attack("memory", &[Limits]),
    attack("threads", &[Limits]),
    Attack { exercise: FILES, ..attack("big_file", &[Limits]) },
];

impl Attack {
    /// Dit si la copie obtient ce qu'elle ne doit pas quand ces défenses sont retirées.
    fn pierces(&self, off: &[Defence]) -> bool {
        let file =
            format!("{}/tests/attacks/{}.rs", env!("CARGO_MANIFEST_DIR"), self.name);
        let source = fs::read_to_string(file).unwrap();
        let source = source.replace("@LONG@", &"long ".repeat(40_000)).replace(
            "@DEEP@",
            &format!("{}{}", "(".repeat(20_000), ")".repeat(20_000)),
        );
        let graded = setup::referee(self.exercise, off).grade(source.as_bytes());
        let decision = graded
            .unwrap_or_else(|error| panic!("{} sans {off:?} : {error}", self.name));
        if std::env::var_os("MONTRER").is_some() {
            println!("{} sans {off:?}\n  {}", self.name, explain(&decision));
        }
        decision.marks() > self.deserved || leaks(&decision)
    }

    /// Renvoie ce qui, dans la table, n'est pas vrai.
    fn wrong(&self) -> Vec<String> {
        let (name, stopped_by) = (self.name, self.stopped_by);
        let mut wrong = Vec::new();
        if self.pierces(&[]) {
            wrong.push(format!("{name} passe"));
        }
        if !stopped_by.is_empty() && !self.pierces(stopped_by) {
            wrong.push(format!("{name} ne passe pas sans {stopped_by:?}"));
        }
        for kept in stopped_by.iter().filter(|_| stopped_by.len() > 1) {
            let others = stopped_by.iter().filter(|other| *other != kept);
            if self.pierces(&others.copied().collect::<Vec<_>>()) {
                wrong.push(format!("{name} passe, {kept:?} n'y suffit pas"));
            }
        }
        wrong
    }
}

/// Des mots que seuls les tests ont.
const HIDDEN: [&str; 2] = ["use somme_lente::sum", "sum(&[4, 5], Duration"];

/// Dit si ce qui serait montré contient ce qui ne doit pas l'être.
fn leaks(decision: &Decision) -> bool {
    let (texts, printed) = match decision {
        Decision::Judged(Judgement::Tested(reports, warnings)) => {
            let said = reports.iter().map(|report| report.verdict.to_string());
            let printed: Vec<_> =
                reports.iter().map(|report| report.printed.clone()).collect();
            (vec![warnings.clone()], printed.concat() + &said.collect::<String>())
        }
        Decision::Judged(Judgement::Rejected(_, messages)) => {
            (vec![messages.clone()], String::new())
        }
        other => (vec![format!("{other:?}")], String::new()),
    };
    let shown = [texts.concat(), printed.clone()].concat();
    let commands = |one: char| matches!(one, '\u{1b}' | '\u{9b}' | '\u{202e}');
    // `rustc` cite les lignes qu'il refuse : seul un essai joué affiche « percé » lui-même.
    printed.contains("percé")
        || HIDDEN.iter().any(|line| shown.contains(line))
        || shown.contains(commands)
        || shown.len() > 100_000
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn chaque_attaque_est_arretee_par_chacune_de_ses_defenses() {
    // `MONTRER=1 ATTAQUE=exit` ne joue que celles-là, et dit ce que chacune obtient.
    let chosen = std::env::var("ATTAQUE").unwrap_or_default();
    let attacks = ATTACKS.iter().filter(|one| one.name.contains(&chosen));
    let attacks: Vec<_> = attacks.collect();
    let wrong = exercise::map(&attacks, |one| one.wrong()).concat();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn chaque_defense_arrete_au_moins_une_attaque() {
    for defence in Defence::ALL {
        let needed = ATTACKS.iter().any(|one| one.stopped_by.contains(&defence));
        assert!(needed, "{defence:?} n'arrête rien");
    }
}

#[test]
fn chaque_attaque_est_dans_la_table_et_dit_ce_qui_l_arrete() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attacks");
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(ATTACKS.iter().any(|one| one.name == name), "{name}");
        let text = fs::read_to_string(path).unwrap();
        assert!(text.lines().any(|line| line.starts_with("//! ")), "{name}");
    }
}
