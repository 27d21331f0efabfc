//! `cargo noteur` : les copies d'une classe, de la collecte aux notes.
//!
//! Le chemin d'une copie : `collect` la trouve, `assembly` en fait un travail,
//! `grading` la confie à un juge ou retrouve dans `resume` ce qu'il en avait dit,
//! `results` réunit les jugements et les notes, et `report` n'écrit que ce qu'il y
//! lit. Les mêmes copies donnent les mêmes fichiers, à l'octet près, quels que soient
//! l'ordre et le nombre de threads ; seul `durees.csv` dépend de la machine.

mod adjustments;
mod assembly;
mod bench;
mod cli;
mod collect;
mod commands;
mod composed;
mod dates;
mod digest;
mod files;
mod grading;
mod inputs;
mod judge;
mod kit;
mod late;
mod marks;
mod merge;
mod outcome;
mod part;
mod points;
mod progress;
mod refereed;
mod report;
mod results;
mod resume;
mod system;
mod table;
mod text;

pub use cli::main;
