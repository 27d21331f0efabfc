//! Construit le livre tel que mdBook le ferait sans nous, pour comparer.
//!
//! `cargo run -p livre --example stock -- DOSSIER` : thème, recherche et coloration
//! d'origine, sur les mêmes chapitres.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_driver::config::{Config, HtmlConfig};

fn main() -> Result<()> {
    let folder = env::args_os().nth(1).context("donnez le dossier à écrire")?;
    let root = livre::root::find(&env::current_dir()?)?;
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.set("preprocessor", serde_json::json!({}))?;
    config.set("output", serde_json::json!({}))?;
    config.set("output.html", HtmlConfig::default())?;
    config.build.use_default_preprocessors = true;
    config.build.build_dir = env::current_dir()?.join(PathBuf::from(folder));
    MDBook::load_with_config(root, config)?.build()
}
