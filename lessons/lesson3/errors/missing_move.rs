fn add_task(_task: impl Future<Output = ()> + 'static) {}

fn main() {
    let star = String::from("Véga");
    add_task(async { println!("{star} se lève") });
}
