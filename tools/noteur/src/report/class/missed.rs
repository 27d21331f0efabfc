//! Les tests que la classe a manqués.

use std::collections::BTreeMap;

use crate::report::page::Page;
use crate::results::{Copy, Graded};

/// Range les tests du plus manqué au moins manqué.
pub(super) fn missed(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let mut failures = BTreeMap::<&str, (usize, bool)>::new();
    let judged = copies.iter().filter(|(_, copy)| !copy.outcome.tests().is_empty());
    let judged = judged.count();
    for test in copies.iter().flat_map(|(_, copy)| copy.outcome.tests()) {
        let entry = failures.entry(&test.name).or_insert((0, test.hidden));
        entry.0 += usize::from(!test.passed);
    }
    let mut failures: Vec<_> =
        failures.into_iter().filter(|(_, (count, _))| *count > 0).collect();
    failures.sort_by_key(|(name, (count, _))| (usize::MAX - count, *name));
    let rows = failures.into_iter().map(|(name, (count, hidden))| {
        let name = exercise::Test { name: name.to_owned(), hidden }.sentence();
        let kind = if hidden { "caché" } else { "donné" };
        [name, kind.to_owned(), format!("{count} sur {judged}")]
    });
    page.table(["Test manqué", "Test", "Par"], rows.collect());
}
