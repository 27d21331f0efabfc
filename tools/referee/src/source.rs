//! Ce que l'arbitre lit d'une copie avant de la compiler.

use exercise::{Exercise, dependencies};

use crate::decision::Refusal;
use crate::defence::Defence;
use crate::options::Options;
use crate::shape::Shape;
use crate::tokens::tokens;
use crate::{attributes, clock, holes, words};

/// La plus longue copie, en octets : dix fois la plus longue solution.
const SIZE: usize = 128 << 10;
/// Le plus long nom, en octets : un refus le cite.
const WORD: usize = 200;
/// Les groupes les uns dans les autres ; au-delà, c'est `rustc` qui déborderait.
const DEPTH: usize = 100;

/// Dit pourquoi une copie serait refusée, sans bac ni compilateur.
///
/// # Errors
///
/// Dit ce que la copie contient d'interdit, et à quelle ligne.
pub fn check_source(exercise: &Exercise, source: &[u8]) -> Result<(), Refusal> {
    let manifest = std::fs::read_to_string(exercise.file("Cargo.toml"));
    let tables = manifest.ok().and_then(|text| dependencies(&text).ok());
    let crates =
        tables.map(|[normal, _]| normal.keys().cloned().collect::<Vec<_>>());
    let named = |name: &String| name.replace('-', "_");
    let crates = crates.unwrap_or_default().iter().map(named).collect();
    let shape = Shape::of(exercise, crates).map_err(Refusal::whole)?;
    check(source, &shape, &Options::new(""))
}

/// Refuse une copie d'après son seul texte.
pub fn check(
    source: &[u8],
    shape: &Shape,
    options: &Options,
) -> Result<(), Refusal> {
    let text = match str::from_utf8(source) {
        Ok(text) => text,
        Err(_) if !options.applies(Defence::Text) => return Ok(()),
        Err(error) => {
            let before = &source[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let why = "ce n'est pas de l'UTF-8 ; enregistrez-la ainsi";
            return Err(Refusal::new(line, why));
        }
    };
    if options.applies(Defence::Text) && text.len() > SIZE {
        let why = format!("plus de {} Kio ; gardez l'essentiel", SIZE >> 10);
        return Err(Refusal::whole(why));
    }
    if options.applies(Defence::Text) && starts_like_a_script(text) {
        let why =
            "une copie ne commence pas comme un script, par `#!` ; ôtez cette ligne";
        return Err(Refusal::new(1, why));
    }
    let tokens = tokens(text)?;
    let long = tokens.iter().find(|token| token.is_word && token.text.len() > WORD);
    if let Some(long) = long.filter(|_| options.applies(Defence::Text)) {
        let why = format!("un nom de plus de {WORD} octets ; raccourcissez-le");
        return Err(Refusal::new(long.line, why));
    }
    let deep = tokens.iter().find(|token| token.depth > DEPTH);
    if let Some(deep) = deep.filter(|_| options.applies(Defence::Text)) {
        let why = "trop de parenthèses ou d'accolades imbriquées ; aérez le code";
        return Err(Refusal::new(deep.line, why));
    }
    if options.applies(Defence::Words) {
        words::check(&tokens)?;
        clock::check(&tokens)?;
        holes::check(&tokens)?;
    }
    if options.applies(Defence::Attributes) {
        attributes::check(&tokens)?;
    }
    if options.applies(Defence::Shape) {
        shape.check(&tokens)?;
    }
    Ok(())
}

/// Dit si une copie, assez courte et en UTF-8, ne se découpe pas en mots.
pub fn is_unreadable(source: &[u8]) -> bool {
    let short = Some(source).filter(|source| source.len() <= SIZE);
    let text = short.and_then(|source| str::from_utf8(source).ok());
    text.is_some_and(|text| tokens(text).is_err())
}

/// Dit si `rustc` sauterait la première ligne, que nous lirions : `#!/*` y ouvrirait un
/// commentaire pour nous seuls.
fn starts_like_a_script(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    text.strip_prefix("#!").is_some_and(|rest| !rest.starts_with('['))
}
