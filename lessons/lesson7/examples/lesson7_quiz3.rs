//! Quiz 3 : sous quels noms ces fichiers arrivent-ils ?

use lesson7::file_name::distinct_names;
use reqwest::Url;

fn main() {
    let urls = [
        "http://vega.example/2026/m31.fits",
        "http://deneb.example/m31.fits?taille=2",
        "http://altair.example/..%2F..%2Fm31.fits",
        "http://altair.example/images/",
    ];
    let urls = urls.map(|url| Url::parse(url).expect("une adresse valable"));
    for name in distinct_names(&urls) {
        println!("{name}");
    }
}
