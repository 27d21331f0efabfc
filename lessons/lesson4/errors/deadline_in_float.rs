use std::collections::BTreeMap;

fn main() {
    let mut deadlines = BTreeMap::new();
    deadlines.insert(1.5_f64, "Véga");
}
