fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn serve(line: u32, greeting: &str) {
    println!("ligne {line} : {greeting}");
}

fn main() {
    let greeting = String::from("répétez pour confirmer");
    for line in 0..2 {
        spawn(async { serve(line, &greeting).await });
    }
}
