fn add_task(_task: impl Future<Output = ()> + 'static) {}

async fn follow(star: &str) {
    println!("{star} est suivie");
}

fn main() {
    let star = String::from("Véga");
    add_task(follow(&star));
}
