//! `arborescence` : un dossier et tout ce qu'il contient.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use scene::{complain, write};

use super::obey;
use super::options::{Options, Usage};
use crate::sentences::explain;
use crate::shown::shown;
use crate::tree::{Totals, Tree};
use crate::units::show_size;
use crate::walk::Walk;

const USAGE: Usage = Usage {
    text: "\
Usage : cargo run -p lesson8 -- arborescence DOSSIER [OPTIONS]

Affiche ce que contient un dossier, puis des totaux. Ce qui ne se lit pas est dit,
et le reste s'affiche. Les liens ne sont pas suivis ; avec --liens, un dossier où
il en mène plusieurs s'affiche et compte autant de fois.

  --simultanes N   dossiers ouverts à la fois (16)
  --profondeur N   niveaux affichés (tous)
  --liens          entre dans les dossiers où mènent des liens
  --aide           affiche ce message
",
    paths: (1..=1, "un DOSSIER"),
    flags: &["liens"],
    numbers: &[("simultanes", 1..=256), ("profondeur", 1..=1_000_000)],
};

/// Ce qu'on garde avant d'écrire.
const BUFFER: usize = 64 * 1024;

/// Fait ce que demande la ligne de commande.
///
/// Code 0 si tout est lu, 1 s'il manque quelque chose, 2 si la demande n'est pas
/// comprise.
pub fn run(args: Vec<OsString>) -> ExitCode {
    obey(args, &USAGE, Duration::ZERO, show)
}

// ANCHOR: show
async fn show(options: Options) -> ExitCode {
    let root = &options.paths[0];
    let walk = Walk {
        at_once: options.number("simultanes").unwrap_or(16),
        max_depth: options.number("profondeur").unwrap_or(usize::MAX) - 1,
        follow_links: options.has("liens"),
    };
    let tree = walk.run(root.clone()).await;
    if let Err(error) = &tree.folders[0].entries {
        complain(&format!("{} : {}", shown(root), explain(error)));
        return ExitCode::FAILURE;
    }
    print(root, &tree);
    let problems = tree.problems().inspect(|problem| complain(problem)).count();
    ExitCode::from(u8::from(problems > 0))
}
// ANCHOR_END: show

fn print(root: &Path, tree: &Tree) {
    let mut text = format!("{}\n", shown(root));
    tree.show(&mut |line| {
        text.push_str(line);
        text.push('\n');
        if text.len() > BUFFER {
            write(&text);
            text.clear();
        }
    });
    let Totals { folders, files, links, bytes } = tree.totals();
    let size = show_size(bytes);
    text.push_str(&format!(
        "\ndossiers {folders}, fichiers {files}, liens {links}, en tout {size}\n"
    ));
    write(&text);
}
