//! Leçon 1 : les coroutines.
fn main() {}
