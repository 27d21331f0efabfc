//! Compter les mots d'un fichier plus grand que la mémoire.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;

use futures_util::{Stream, StreamExt as _, stream};

use crate::counts::{Counter, Counts};
use crate::pool::blocking;

/// Ce qu'on garde d'un fichier en mémoire, quelle que soit sa taille.
const BLOCK: usize = 256 * 1024;

// ANCHOR: count
/// Compte ce que donne `reader`, bloc par bloc. Du code bloquant, et qui calcule.
///
/// # Errors
///
/// Celles de `reader`.
pub fn count(mut reader: impl Read) -> io::Result<Counts> {
    let (mut counter, mut buffer) = (Counter::default(), vec![0; BLOCK]);
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(counter.finish()),
            Ok(read) => counter.add(&buffer[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
// ANCHOR_END: count

// ANCHOR: count_file
/// Compte un fichier, en un seul détour par le pool : les milliers de blocs sont lus
/// et comptés là-bas. `-` est l'entrée du programme.
///
/// # Errors
///
/// Celles du système.
pub async fn count_file(path: PathBuf) -> io::Result<Counts> {
    blocking(move || match path.as_os_str() == "-" {
        true => count(io::stdin().lock()),
        false => count(File::open(path)?),
    })
    .await
}
// ANCHOR_END: count_file

// ANCHOR: count_files
/// Compte des fichiers, `at_once` à la fois, et les renvoie dans l'ordre donné.
pub fn count_files(
    paths: Vec<PathBuf>,
    at_once: usize,
) -> impl Stream<Item = (PathBuf, io::Result<Counts>)> {
    let counts = paths.into_iter().map(async |path| {
        let outcome = count_file(path.clone()).await;
        (path, outcome)
    });
    stream::iter(counts).buffered(at_once)
}
// ANCHOR_END: count_files
