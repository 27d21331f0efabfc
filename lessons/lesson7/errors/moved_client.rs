#[derive(Clone)]
struct Client;

impl Client {
    async fn get(&self, url: &str) -> String {
        format!("page de {url}")
    }
}

fn main() {
    let client = Client;
    let vega = async move { client.get("http://vega.example/").await };
    let deneb = async move { client.get("http://deneb.example/").await };
    drop((vega, deneb));
}
