use std::io;

#[derive(Debug)]
struct HttpError;

async fn fetch(_url: &str) -> Result<String, HttpError> {
    Ok("<h1>Véga</h1>".to_owned())
}

async fn save(url: &str) -> io::Result<()> {
    let page = fetch(url).await?;
    std::fs::write("vega.html", page)
}

fn main() {
    drop(save("http://vega.example/"));
}
