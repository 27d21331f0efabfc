//! Première étape : la copie, compilée là où ni tests ni solution n'existent.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use exercise::{End, Ended, MUTED, is_unfinished, rustc_arguments};
use sandbox::{Limits, Toolchain};

use crate::defence::Defence;
use crate::options::Options;
use crate::room::{Room, Tools, open_folder};
use crate::workshop::Workshop;

/// Ce que la compilation peut prendre ; une machine chargée la ralentit, le temps de
/// processeur la borne.
pub fn limits() -> Limits {
    Limits {
        wall: Duration::from_secs(120),
        cpu: Duration::from_secs(20),
        memory: 3 << 30,
        ..Limits::to_compile()
    }
}

/// Compile `source` dans `out`.
///
/// # Errors
///
/// Si le lieu ne s'ouvre pas ; une copie qui ne se compile pas est un [`Ended`].
pub fn compile(
    source: &[u8],
    workshop: &Workshop,
    toolchain: &Toolchain,
    options: &Options,
    out: &Path,
) -> io::Result<Ended> {
    let code = out.join("copie");
    open_folder(&code.join("src"))?;
    fs::write(code.join("src/lib.rs"), source)?;
    let built = out.join("lib");
    open_folder(&built)?;
    let mut room = Room::new(options, limits(), Tools::Compiler(toolchain))
        .write(&built, "/sortie", limits().file_size)
        .read(&code, "/copie")
        .read(workshop.shared(), "/outils");
    if !options.applies(Defence::TwoSteps) {
        room = room.read(workshop.tests(), "/essais").read(workshop.kit(), "/kit");
    }
    let args = arguments(source, workshop, options, &room);
    let mut ended = room.run(Toolchain::RUSTC, args, "")?;
    let library = built.join(workshop.library());
    let is_there = fs::symlink_metadata(library).is_ok_and(|found| found.is_file());
    if ended.end == End::Code(0) && !is_there {
        ended.end = End::Code(1);
    }
    Ok(ended)
}

fn arguments(
    source: &[u8],
    workshop: &Workshop,
    options: &Options,
    room: &Room<'_>,
) -> Vec<String> {
    let mut args = rustc_arguments(&workshop.name, "rlib");
    args.push("--color=never".to_owned());
    if options.applies(Defence::Lint) {
        args.extend(["--forbid", "unsafe_code"].map(str::to_owned));
    }
    if is_unfinished(&String::from_utf8_lossy(source)) {
        args.push(MUTED.to_owned());
    }
    args.push(format!("--remap-path-prefix={}=", room.path("/copie/")));
    args.push(room.path("/copie/src/lib.rs"));
    args.push(format!(
        "-o{}",
        room.path(&format!("/sortie/{}", workshop.library()))
    ));
    args.extend(workshop.externs(room, !options.applies(Defence::TwoSteps)));
    args
}
