use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Wake, Waker};

struct Flag(Rc<Cell<bool>>);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.set(true);
    }
}

fn main() {
    let flag = Arc::new(Flag(Rc::default()));
    let _waker = Waker::from(flag);
}
