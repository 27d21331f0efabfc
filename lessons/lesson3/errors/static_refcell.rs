use std::cell::RefCell;

static CURRENT: RefCell<Option<u32>> = RefCell::new(None);

fn main() {
    CURRENT.replace(Some(1));
}
