//! Les champs d'un fichier TOML, et des reproches qui nomment le champ.

use toml::{Table, Value};

/// Une table en cours de lecture.
pub(crate) struct Fields {
    table: Table,
    /// Ce que les messages mettent devant le nom du champ.
    prefix: String,
    faults: Vec<String>,
}

impl Fields {
    pub(crate) fn new(table: Table, prefix: impl Into<String>) -> Self {
        Self { table, prefix: prefix.into(), faults: Vec::new() }
    }

    /// Prend un texte non vide, sur une seule ligne.
    pub(crate) fn text(&mut self, name: &str) -> String {
        match self.table.remove(name) {
            Some(Value::String(text)) if is_line(&text) => text,
            Some(_) => self.wrong(name, "attend un texte non vide, sur une ligne"),
            None => self.wrong(name, "manque"),
        }
    }

    /// Prend un texte facultatif.
    pub(crate) fn optional_text(&mut self, name: &str) -> Option<String> {
        self.table.contains_key(name).then(|| self.text(name))
    }

    /// Prend un entier compris entre `least` et `most`.
    pub(crate) fn number(&mut self, name: &str, least: u32, most: u32) -> u32 {
        let value = self.table.remove(name);
        let number = value.as_ref().and_then(Value::as_integer);
        match number.and_then(|number| u32::try_from(number).ok()) {
            Some(number) if (least..=most).contains(&number) => number,
            _ if value.is_none() => self.wrong(name, "manque"),
            _ => {
                let what = format!("attend un entier de {least} à {most}");
                self.wrong(name, &what)
            }
        }
    }

    /// Prend une liste de textes.
    pub(crate) fn texts(&mut self, name: &str) -> Vec<String> {
        let Some(value) = self.table.remove(name) else {
            return self.wrong(name, "manque");
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let texts =
            value.as_array().and_then(|list| list.iter().map(text).collect());
        match texts {
            Some(texts) => texts,
            None => self.wrong(name, "attend une liste de textes"),
        }
    }

    /// Prend une sous-table.
    pub(crate) fn table(&mut self, name: &str) -> Table {
        match self.table.remove(name) {
            Some(Value::Table(table)) => table,
            Some(_) => self.wrong(name, "attend une table"),
            None => self.wrong(name, "manque"),
        }
    }

    /// Prend une liste de sous-tables, vide si elle manque.
    pub(crate) fn tables(&mut self, name: &str) -> Vec<Table> {
        let value = self.table.remove(name).unwrap_or(Value::Array(Vec::new()));
        let table = |value: &Value| value.as_table().cloned();
        let tables =
            value.as_array().and_then(|list| list.iter().map(table).collect());
        match tables {
            Some(tables) => tables,
            None => self.wrong(name, "attend une liste de tables"),
        }
    }

    /// Note un défaut du champ `name`.
    pub(crate) fn wrong<T: Default>(&mut self, name: &str, what: &str) -> T {
        self.faults.push(format!("champ « {}{name} » : {what}", self.prefix));
        T::default()
    }

    /// Renvoie les défauts, champs inconnus compris.
    pub(crate) fn finish(mut self) -> Vec<String> {
        let names: Vec<_> = self.table.keys().cloned().collect();
        for name in names {
            self.wrong::<()>(&name, "est inconnu, ôtez-le ou corrigez son nom");
        }
        self.faults
    }
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\n')
}
