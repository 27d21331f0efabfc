//! Une page, sans dire encore si elle sera en Markdown ou en HTML.
//!
//! Tout ce qu'elle contient est du texte : c'est à l'écriture, et là seulement,
//! qu'il est neutralisé. Aucun texte d'étudiant ne peut passer pour de la mise en
//! forme.

/// Une page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Son titre.
    pub(super) title: String,
    /// Ce qui suit.
    pub(super) blocks: Vec<Block>,
}

/// Un morceau de page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Un intertitre.
    Heading(String),
    /// Un paragraphe, sur une ligne.
    Text(String),
    /// Une liste d'éléments, chacun sur une ligne.
    List(Vec<String>),
    /// Un texte sur plusieurs lignes, tel quel.
    Code(String),
    /// Un tableau : l'en-tête, puis les lignes.
    Table(Vec<String>, Vec<Vec<Cell>>),
}

/// Une cellule de tableau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Un texte, sur une ligne.
    Text(String),
    /// Des noms, qui peuvent être des milliers.
    Names(Vec<String>),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Ce qui se lit d'un coup d'œil.
pub(super) const FIRST: usize = 5;

/// Sépare les premiers noms des autres.
pub(super) fn first(names: &[String]) -> (String, &[String]) {
    let (first, others) = names.split_at(FIRST.min(names.len()));
    (first.join(", "), others)
}

impl Page {
    /// Commence une page.
    pub(super) fn new(title: String) -> Self {
        Self { title, blocks: Vec::new() }
    }

    /// Ajoute un morceau ; un tableau ou une liste sans rien n'est pas ajouté.
    pub(super) fn push(&mut self, block: Block) {
        let is_empty = match &block {
            Block::List(items) => items.is_empty(),
            Block::Table(_, rows) => rows.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.blocks.push(block);
        }
    }

    /// Ajoute un intertitre.
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.push(Block::Heading(text.into()));
    }

    /// Ajoute un paragraphe.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.push(Block::Text(text.into()));
    }

    /// Ajoute un tableau.
    pub(super) fn table<const N: usize>(
        &mut self,
        head: [&str; N],
        rows: Vec<[impl Into<Cell>; N]>,
    ) {
        let cells = |row: [_; N]| row.into_iter().map(Into::into).collect();
        let rows = rows.into_iter().map(cells).collect();
        self.push(Block::Table(head.map(str::to_owned).into(), rows));
    }
}
