//! La forme de l'ébauche, qu'une copie doit garder.
//!
//! Sans elle, une copie changerait le type qu'une fonction renvoie pour un type à elle,
//! qui se dirait égal à tout.

use std::collections::BTreeSet;

use exercise::Exercise;

use crate::attributes;
use crate::decision::Refusal;
use crate::declared::Declared;
use crate::surface::{Shown, Surface, surface};
use crate::tokens::{Token, tokens};

/// Des noms que les signatures emploient sans les importer.
const PRELUDE: &str = "u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool \
    char str Option Result Vec String Box Future IntoFuture Iterator Fn FnMut FnOnce \
    AsyncFn AsyncFnMut AsyncFnOnce Default Clone Copy PartialEq Eq Drop Some None Ok Err \
    Pin core std alloc";
/// Les macros qui écrivent des éléments sans en cacher les noms.
const MACROS: [&str; 3] = ["thread_local", "pin_project", "const_assert"];

/// Ce qu'une copie doit garder.
#[derive(Debug)]
pub struct Shape {
    stub: Surface,
    /// Les noms dont les signatures se servent.
    names: BTreeSet<String>,
    /// Ce que l'ébauche et la solution déclarent.
    known: BTreeSet<String>,
    /// Les crates d'où une copie peut importer ces noms.
    crates: Vec<String>,
}

impl Shape {
    /// Lit la forme d'un exercice.
    ///
    /// # Errors
    ///
    /// Dit ce que l'ébauche ou la solution a d'illisible.
    pub fn of(exercise: &Exercise, crates: Vec<String>) -> Result<Self, String> {
        let read = |text: &str| tokens(text).map_err(|refusal| refusal.to_string());
        let mut stub = surface(&read(&exercise.stub()?)?);
        let solution = surface(&read(&exercise.solution())?);
        // Ce que la solution change est à la copie aussi.
        let kept = |shown: &Shown| {
            let mut all = solution.shown.iter();
            all.any(|one| one.key == shown.key && one.output == shown.output)
        };
        stub.shown.retain(|shown| {
            shown.is_public && shown.name() != "drop" && kept(shown)
        });
        let declared = stub.declared.iter().chain(&solution.declared);
        let known = declared.map(|one| one.how.clone()).collect();
        // Dans une définition, les autres noms sont ceux de champs ou de variantes.
        let is_free = |shown: &Shown, word: &str| {
            is_definition(shown) && stub.declared.iter().all(|one| one.name != word)
        };
        let words = stub.shown.iter().flat_map(|shown| {
            let all = shown.output.split(' ');
            all.filter(move |word| !is_free(shown, word))
        });
        // Un attribut sous un autre nom ôterait un leurre ; `test` se voit toujours.
        let attributes =
            attributes::ALLOWED.into_iter().filter(|one| *one != "test");
        let words = words.chain(PRELUDE.split_whitespace()).chain(MACROS);
        let words = words.chain(attributes);
        let is_name = |word: &&str| word.starts_with(char::is_alphabetic);
        let names = words.filter(is_name).map(str::to_owned).collect();
        Ok(Self { stub, names, known, crates })
    }

    /// Refuse une copie qui n'a pas cette forme.
    pub fn check(&self, tokens: &[Token]) -> Result<(), Refusal> {
        let own = surface(tokens);
        self.derives(&own)?;
        self.signatures(&own)?;
        self.names(&own)?;
        let hidden =
            own.macros.iter().find(|(name, _)| !MACROS.contains(&name.as_str()));
        hidden.map_or(Ok(()), |(name, line)| {
            let why =
                format!("`{name}!` cache ce qu'elle déclare ; écrivez-le en entier");
            Err(Refusal::new(*line, why))
        })
    }

    fn signatures(&self, own: &Surface) -> Result<(), Refusal> {
        for expected in &self.stub.shown {
            let same =
                |one: &&Shown| one.output == expected.output || is_imposed(expected);
            let keyed = |one: &&Shown| one.key == expected.key;
            let mut found = own.shown.iter().filter(keyed);
            if let Some(other) = found.clone().find(|one| !same(one)) {
                let output = &expected.output;
                let what = if is_definition(expected) { "rester" } else { "donner" };
                let why = format!("`{}` doit {what} `{output}`", expected.name());
                return Err(Refusal::new(other.line, why));
            }
            // Sous d'autres contraintes, c'est encore elle.
            let depth = |one: &Shown| one.key.matches(" · ").count();
            let named = |one: &&Shown| {
                one.name() == expected.name()
                    && depth(one) == depth(expected)
                    && !one.key.starts_with("mod ")
            };
            let mut other = own.shown.iter().filter(named).filter(same);
            if found.next().or_else(|| other.next()).is_none() {
                let why = format!("`{}` de l'ébauche manque", expected.name());
                return Err(Refusal::whole(why));
            }
        }
        Ok(())
    }

    fn derives(&self, own: &Surface) -> Result<(), Refusal> {
        let missing = self.stub.derived.difference(&own.derived).next();
        missing.map_or(Ok(()), |one| {
            let (name, derived) = one.split_once(" · ").unwrap_or_default();
            let why = format!(
                "`{name}` ne dérive plus `{derived}` ; remettez son `#[derive]`"
            );
            Err(Refusal::whole(why))
        })
    }

    /// Refuse qu'un nom de l'ébauche désigne autre chose.
    fn names(&self, own: &Surface) -> Result<(), Refusal> {
        let pinned =
            own.declared.iter().filter(|one| self.names.contains(&one.name));
        for Declared { name, how, line } in pinned {
            if !self.known.contains(how) && !self.imports(how) {
                let why = format!(
                    "`{name}` désigne autre chose que dans l'ébauche ; renommez-le"
                );
                return Err(Refusal::new(*line, why));
            }
        }
        Ok(())
    }

    /// Dit si c'est l'import d'une crate permise.
    fn imports(&self, how: &str) -> bool {
        let first =
            how.strip_prefix("use ").and_then(|path| path.split("::").next());
        let std = ["std", "core", "alloc"];
        let renames = how.split("::").any(|part| part == "as");
        let own =
            |name| std.contains(&name) || self.crates.iter().any(|one| one == name);
        first.is_some_and(own) && !renames
    }
}

/// Dit si c'est un type, et ce dont il est fait.
fn is_definition(shown: &Shown) -> bool {
    ["struct ", "enum "].iter().any(|start| shown.output.starts_with(start))
}

/// Dit si le trait impose ce que cette fonction produit : `rustc` y veille, que l'on écrive
/// `Poll<Self::Output>` ou `Poll<u8>`.
fn is_imposed(shown: &Shown) -> bool {
    let around = shown.key.rsplit(" · ").nth(1).unwrap_or_default();
    let is_function =
        !["type ", "const "].iter().any(|start| shown.output.starts_with(start));
    is_function && around.starts_with("impl") && around.contains(" for ")
}
