//! Les scènes, dans l'ordre du chapitre.

pub mod crowded;
pub mod descriptors;
pub mod engines;
pub mod glued;
pub mod half_close;
pub mod night;
pub mod observer;
pub mod one_client;
pub mod several;
pub mod silent;
pub mod slow_reader;
pub mod stopping;
