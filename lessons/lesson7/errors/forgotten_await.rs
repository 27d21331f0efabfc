async fn fetch(url: &str) -> String {
    format!("page de {url}")
}

async fn measure() {
    let page = fetch("http://vega.example/");
    println!("{} octets", page.len());
}

fn main() {
    drop(measure());
}
