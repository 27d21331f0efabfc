//! La chronologie pour un terminal.

use std::fmt::Write as _;
use std::time::Duration;

use crate::chart::{Chart, MarkKind, Row, State};
use crate::date::seconds;

/// Largeur de la zone du temps, en colonnes.
const COLUMNS: usize = 60;

/// Dessine `chart` en texte, en couleurs si `color`.
pub fn text(chart: &Chart, color: bool) -> String {
    let margin =
        chart.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for row in &chart.rows {
        let line = cells(row, chart.end).map(|cell| cell.paint(color));
        let _ = writeln!(out, "{:margin$}  {}", row.name, line.collect::<String>());
    }
    let _ = writeln!(out, "{:margin$}  {}", "", axis(chart.end));
    for line in legend(chart, color) {
        let _ = writeln!(out, "{:margin$}  {line}", "");
    }
    out
}

/// Une case du dessin.
#[derive(Clone, Copy)]
enum Cell {
    Empty,
    State(State),
    Mark(MarkKind),
}

impl Cell {
    fn glyph(self) -> char {
        match self {
            Self::Empty => ' ',
            Self::State(State::Inert) => '·',
            Self::State(State::Waiting) => '─',
            Self::State(State::Ready) => '░',
            Self::State(State::Running | State::OwnThread) => '▓',
            Self::State(State::Blocking) => '█',
            Self::Mark(MarkKind::Polled) => '●',
            Self::Mark(MarkKind::Finished) => '◆',
            Self::Mark(MarkKind::Dropped) => '✕',
        }
    }

    fn paint(self, color: bool) -> String {
        let code = match self {
            Self::State(State::Waiting | State::Inert) => "2",
            Self::State(State::Ready) => "33",
            Self::State(State::Running | State::OwnThread) => "34",
            Self::State(State::Blocking) => "31",
            _ => "",
        };
        if color && !code.is_empty() {
            format!("\u{1b}[{code}m{}\u{1b}[0m", self.glyph())
        } else {
            self.glyph().to_string()
        }
    }
}

fn cells(row: &Row, end: Duration) -> impl Iterator<Item = Cell> {
    let mut cells = [Cell::Empty; COLUMNS + 1];
    for span in &row.spans {
        cells[column(span.from, end)..=column(span.to, end)]
            .fill(Cell::State(span.state));
    }
    for mark in &row.marks {
        cells[column(mark.at, end)] = Cell::Mark(mark.kind);
    }
    cells.into_iter()
}

fn column(at: Duration, end: Duration) -> usize {
    if end.is_zero() {
        return 0;
    }
    let ratio = at.as_secs_f64() / end.as_secs_f64();
    // Le rapport est entre 0 et 1 : la troncature est voulue.
    (ratio * COLUMNS as f64).round() as usize
}

/// L'axe : zéro à gauche, la fin à droite.
fn axis(end: Duration) -> String {
    let end = seconds(end);
    let gap = (COLUMNS + 1).saturating_sub(1 + end.chars().count());
    format!("0{}{end}", " ".repeat(gap))
}

/// Ce que veulent dire les signes employés : les états, puis les marques.
fn legend(chart: &Chart, color: bool) -> [String; 2] {
    let states = State::ALL.into_iter().filter(|state| chart.shows(*state));
    let marks = MarkKind::ALL.into_iter().filter(|mark| chart.marks(*mark));
    [
        entries(states.map(|state| (Cell::State(state), state.label())), color),
        entries(marks.map(|mark| (Cell::Mark(mark), mark.label())), color),
    ]
}

fn entries(
    items: impl Iterator<Item = (Cell, &'static str)>,
    color: bool,
) -> String {
    let items = items.map(|(cell, label)| format!("{} {label}", cell.paint(color)));
    items.collect::<Vec<_>>().join("   ")
}
