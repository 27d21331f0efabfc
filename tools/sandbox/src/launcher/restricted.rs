//! Le restreint : s'interdire ce que l'ordre interdit, puis céder sa place.

use std::convert::Infallible;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, Write};
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use rustix::io::fcntl_dupfd_cloexec;

use super::{files, resources, syscalls};
use crate::defence::Defence;
use crate::order::Order;

/// Devient le programme de l'ordre lu sur l'entrée standard ; n'y écrit qu'en cas
/// d'échec.
pub(super) fn give_way() -> io::Result<()> {
    // `exec` remplace l'entrée standard même quand il échoue ensuite.
    let channel = fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
    let Err(error) = become_program();
    File::from(channel).write_all(error.to_string().as_bytes())
}

fn become_program() -> Result<Infallible, Box<dyn Error>> {
    let mut input = io::stdin().lock();
    let mut line = String::new();
    input.read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    let mut stdin = Vec::new();
    input.read_to_end(&mut stdin)?;

    let mut command = Command::new(&order.program);
    command.args(&order.args).current_dir(&order.directory);
    if order.applies(Defence::Environment) {
        command.env_clear();
    }
    command.envs(order.env.iter().cloned()).stdin(in_memory(&stdin)?);

    if order.applies(Defence::Landlock) {
        files::restrict(&order)?;
    }
    resources::limit(&order)?;
    if order.applies(Defence::Descriptors) {
        // Ce que l'hôte aurait laissé ouvert sans le vouloir.
        close_fds::set_fds_cloexec(3, &[]);
    }
    if order.applies(Defence::Syscalls) {
        syscalls::forbid(order.alone)?;
    }
    Err(command.exec().into())
}

/// Range l'entrée du programme dans un fichier sans nom que personne ne peut modifier :
/// le programme la lit quand il veut, et personne ne l'attend.
fn in_memory(bytes: &[u8]) -> io::Result<File> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let mut file = File::from(memfd_create("stdin", flags)?);
    file.write_all(bytes)?;
    file.rewind()?;
    let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK;
    fcntl_add_seals(&file, seals | SealFlags::SEAL)?;
    Ok(file)
}
