async fn fetch(url: &str) -> String {
    format!("Véga\npage de {url}")
}

async fn first_line(url: &str) -> &str {
    let page = fetch(url).await;
    page.lines().next().unwrap_or_default()
}

fn main() {
    drop(first_line("http://vega.example/"));
}
