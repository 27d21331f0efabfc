//! Prépare les chapitres pour rustdoc, sans changer leur nombre de lignes : le numéro
//! qu'annonce un doctest est celui de la page.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let source = Path::new("../../src").canonicalize()?;
    let out = env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed={}", source.display());
    let mut modules = String::new();
    for entry in fs::read_dir(&source)? {
        let page = entry?.path();
        let stem =
            page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if page.extension().is_none_or(|extension| extension != "md")
            || stem == "SUMMARY"
        {
            continue;
        }
        let fragments = keep_own_fragments(&fs::read_to_string(&page)?);
        if fragments.trim().is_empty() {
            continue;
        }
        let copy = Path::new(&out).join(format!("{stem}.md"));
        fs::write(&copy, fragments)?;
        let name = stem.replace('-', "_");
        modules +=
            &format!("#[doc = include_str!({copy:?})]\npub mod {name} {{}}\n");
    }
    fs::write(Path::new(&out).join("chapters.rs"), modules)?;
    Ok(())
}

/// Ne garde de `page` que les blocs Rust écrits sur place ; le reste devient vide.
fn keep_own_fragments(page: &str) -> String {
    let mut kept = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with("```") {
            kept += "\n";
            continue;
        }
        let body: Vec<_> =
            lines.by_ref().take_while(|line| *line != "```").collect();
        let included = body.iter().any(|line| line.contains("{{#"));
        let rust = line.starts_with("```rust") && !line.contains("ignore");
        if rust && !included {
            kept += &format!("{line}\n{}\n```\n", body.join("\n"));
        } else {
            kept += &"\n".repeat(body.len() + 2);
        }
    }
    kept
}
