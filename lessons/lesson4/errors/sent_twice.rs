struct Sender<T>(Option<T>);

impl<T> Sender<T> {
    fn send(self, _value: T) {}
}

fn main() {
    let image = Sender(None);
    image.send("Véga");
    image.send("Deneb");
}
