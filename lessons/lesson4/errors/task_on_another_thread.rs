use std::rc::Rc;
use std::thread;

struct Sender<T>(Rc<Option<T>>);

fn main() {
    let photons = Sender(Rc::new(Some(300)));
    thread::spawn(move || println!("{:?}", photons.0));
}
