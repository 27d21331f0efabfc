//! `cargo exo ouvrir` : l'énoncé et la réponse dans l'éditeur.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use terminal::write;

use crate::session::Session;
use crate::show::to_open;

pub(super) fn run(session: &mut Session, name: &str) -> Result<ExitCode> {
    let exercise = session.find(name)?;
    session.choose(&exercise)?;
    let files =
        [session.folder.statement(&exercise), session.folder.work(&exercise)];
    write(&to_open(session, &exercise));
    let editor = ["VISUAL", "EDITOR"].iter().find_map(env::var_os);
    let Some(editor) = editor.filter(|editor| !editor.is_empty()) else {
        for file in &files {
            opener::open(file).context(
                "aucun éditeur ne s'ouvre ; donnez-en un par la variable EDITOR",
            )?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    // « code --wait » est une commande et son option.
    let editor = editor.to_string_lossy().into_owned();
    let mut words = editor.split_whitespace();
    let program = words.next().context("la variable EDITOR est vide")?;
    let status =
        Command::new(program).args(words).args(&files).status().with_context(
            || format!("{program} ne se lance pas ; corrigez EDITOR"),
        )?;
    if !status.success() {
        bail!("{program} a signalé une erreur");
    }
    Ok(ExitCode::SUCCESS)
}
