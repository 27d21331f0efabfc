//! Leçon 8 : les fichiers.
//!
//! Copier (`copy_bytes`, `atomic_file`, `copy_file`), compter (`counts`,
//! `count_file`), lire des lignes (`long_lines`), suivre (`follow`), parcourir
//! (`walk`), passer d'un monde à l'autre (`checksum`) ; puis les programmes qui s'en
//! servent.

pub mod atomic_file;
pub mod checksum;
pub mod copy_bytes;
pub mod copy_error;
pub mod copy_file;
pub mod count_file;
pub mod counts;
pub mod file_id;
pub mod follow;
pub mod follower;
pub mod last_lines;
pub mod long_lines;
mod pool;
pub mod programs;
pub mod sentences;
pub mod shown;
pub mod signals;
pub mod slow_disk;
pub mod tree;
pub mod units;
pub mod walk;
