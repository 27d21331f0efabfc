use std::cell::Cell;
use std::rc::Rc;

fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn repeat() {}

async fn serve(clients: Rc<Cell<u32>>) {
    clients.set(clients.get() + 1);
    repeat().await;
    clients.set(clients.get() - 1);
}

fn main() {
    spawn(serve(Rc::default()));
}
