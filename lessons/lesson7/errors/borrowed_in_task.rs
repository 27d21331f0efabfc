fn spawn(_task: impl Future<Output = ()> + Send + 'static) {}

async fn save(url: &str) {
    println!("{url} est enregistrée");
}

async fn save_all(urls: Vec<String>) {
    for url in &urls {
        spawn(save(url));
    }
}

fn main() {
    drop(save_all(vec!["http://vega.example/".to_owned()]));
}
