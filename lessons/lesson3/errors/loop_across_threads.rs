use std::collections::VecDeque;
use std::rc::Rc;
use std::thread;

type Task = Box<dyn Future<Output = ()>>;

struct Loop {
    tasks: Rc<VecDeque<Task>>,
}

fn main() {
    let night = Loop { tasks: Rc::default() };
    thread::spawn(move || night.tasks.len());
}
