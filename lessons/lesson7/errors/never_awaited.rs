async fn save(url: &str) {
    println!("{url} est enregistrée");
}

async fn save_all(urls: &[&str]) {
    urls.iter().map(|url| save(url));
    for url in urls {
        save(url);
    }
}

fn main() {
    drop(save_all(&["http://vega.example/"]));
}
