//! Une variante d'un exercice, compilée par `rustc` : une bibliothèque, puis ses
//! tests.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::process::{self, End, Ended, Limits};
use crate::toolbox::{Toolbox, extern_crate};

/// De quoi compiler un exercice ; une macro sans fin en demande davantage, et
/// s'arrête là.
const MEMORY: u64 = 3 << 30;

/// Tait ce qu'une ébauche a de normal : des paramètres dont rien ne se sert encore.
pub const MUTED: &str = "-Aunused";

/// Les trois fichiers d'une variante, et le nom de sa crate.
#[derive(Clone, Debug)]
pub struct Variant<'a> {
    /// Le nom de la crate.
    pub name: &'a str,
    /// Le code à juger.
    pub lib: &'a Path,
    /// Les tests donnés.
    pub publics: &'a Path,
    /// Les tests cachés.
    pub hidden: &'a Path,
}

/// Comment compiler.
#[derive(Clone, Debug)]
pub struct Compiler {
    /// Le dossier d'où les messages nomment les fichiers.
    pub from: PathBuf,
    /// Vrai si les messages vont à un terminal.
    pub color: bool,
    /// La durée accordée à chacune des deux compilations.
    pub time: Duration,
}

/// Ce que refuse le compilateur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Le code à juger.
    Library,
    /// Les tests, qui ne peuvent pas l'employer.
    Tests,
}

/// Ce que la compilation a donné.
#[derive(Clone, Debug)]
pub enum Compiled {
    /// Un binaire de test, et les avertissements de `rustc`.
    Ready(PathBuf, String),
    /// Un refus, et les messages de `rustc`, tels quels.
    Rejected(Stage, String),
    /// Une compilation trop longue ou interrompue.
    Stopped(Stage, End),
}

impl Compiler {
    /// Compile une variante dans `out`, un dossier qui existe.
    ///
    /// # Errors
    ///
    /// Si `rustc` ne se lance pas ou si `out` ne peut pas être écrit.
    pub fn compile(
        &self,
        variant: &Variant<'_>,
        toolbox: &Toolbox,
        out: &Path,
    ) -> io::Result<Compiled> {
        let library = out.join(format!("lib{}.rlib", variant.name));
        let mut rustc = self.rustc(variant.name, "rlib", &library);
        rustc.args(["--forbid", "unsafe_code"]).arg(variant.lib);
        if fs::read_to_string(variant.lib).is_ok_and(|text| is_unfinished(&text)) {
            rustc.arg(MUTED);
        }
        toolbox.give(&mut rustc);
        let built = self.launch(rustc)?;
        if built.end != End::Code(0) || !library.is_file() {
            return Ok(refused(Stage::Library, built));
        }
        let binary = out.join(format!("tests{}", std::env::consts::EXE_SUFFIX));
        let mut rustc = self.rustc("tests", "bin", &binary);
        rustc.args(["--test", "-Awarnings"]).arg(root(variant, out)?);
        toolbox.give(&mut rustc);
        toolbox.give_dev(&mut rustc);
        extern_crate(&mut rustc, variant.name, &library);
        let tested = self.launch(rustc)?;
        if tested.end != End::Code(0) {
            return Ok(refused(Stage::Tests, tested));
        }
        Ok(Compiled::Ready(binary, text(&built)))
    }

    fn rustc(&self, name: &str, kind: &str, output: &Path) -> Command {
        let program = std::env::var_os("RUSTC");
        let program = program.as_deref().unwrap_or(OsStr::new("rustc"));
        let mut rustc = Command::new(program);
        rustc.current_dir(&self.from).args(rustc_arguments(name, kind));
        let color = if self.color { "always" } else { "never" };
        rustc.arg(format!("--color={color}")).arg("-o").arg(output);
        rustc
    }

    fn launch(&self, mut rustc: Command) -> io::Result<Ended> {
        let limits = Limits { time: self.time, memory: MEMORY, ..Limits::default() };
        process::run(&mut rustc, "", limits)
    }
}

/// Renvoie ce que `rustc` reçoit pour toute compilation d'un exercice : le nom et le
/// genre de la crate, et de quoi aller vite.
///
/// Une unité de compilation ne répète pas dans chacune des seize autres les fonctions
/// qu'elles partagent ; le bitcode ne sert qu'à l'optimisation entre crates.
pub fn rustc_arguments(name: &str, kind: &str) -> Vec<String> {
    ["--edition=2024", "--crate-name", name, "--crate-type", kind]
        .into_iter()
        .chain([
            "-Cdebuginfo=0",
            "-Cstrip=debuginfo",
            "-Ccodegen-units=1",
            "-Cembed-bitcode=no",
        ])
        .map(str::to_owned)
        .collect()
}

/// Dit s'il reste un `todo!()` dans ce code.
pub fn is_unfinished(source: &str) -> bool {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    source.lines().filter(is_code).any(|line| line.contains("todo!("))
}

/// Écrit la racine du binaire de test : les deux fichiers de tests, en modules.
fn root(variant: &Variant<'_>, out: &Path) -> io::Result<PathBuf> {
    let module = |name: &str, path: &Path| {
        format!("#[path = {:?}]\nmod {name};\n", path.to_string_lossy())
    };
    let text =
        module("publics", variant.publics) + &module("caches", variant.hidden);
    let root = out.join("tests.rs");
    fs::write(&root, text)?;
    Ok(root)
}

fn refused(stage: Stage, ended: Ended) -> Compiled {
    match ended.end {
        End::Code(_) => Compiled::Rejected(stage, text(&ended)),
        end => Compiled::Stopped(stage, end),
    }
}

fn text(ended: &Ended) -> String {
    String::from_utf8_lossy(&ended.stderr).into_owned()
}
