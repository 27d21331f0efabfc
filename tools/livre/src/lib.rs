//! L'outil du livre : le construire, le servir, le vérifier, en exporter les quiz.

pub mod book;
pub mod boxes;
pub mod cards;
pub mod check;
pub mod cli;
pub mod document;
pub mod exercises;
pub mod finding;
pub mod finish;
pub mod highlight;
pub mod listing;
pub mod origin;
pub mod outline;
pub mod playground;
pub mod preprocessor;
pub mod quiz;
pub mod repository;
pub mod root;
pub mod search_index;
pub mod serve;
pub mod shrink;
pub mod tags;
pub mod typography;
