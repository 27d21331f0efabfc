//! Les tests donnés.

use kit::Recorder;
use requete::{Head, read_head, write_get};

#[test]
fn la_requete_est_exacte() {
    kit::virtual_time(async {
        let recorder = Recorder::new();
        let written = write_get(&mut recorder.clone(), "vega.example", "/m31").await;
        kit::check_eq("le résultat de write_get", written.is_ok(), true);
        let expected = "GET /m31 HTTP/1.1\r\nHost: vega.example\r\n\r\n";
        kit::check_eq("la requête", recorder.text().as_str(), expected);
    });
}

#[test]
fn le_debut_d_une_reponse_se_lit() {
    kit::virtual_time(async {
        let text = "HTTP/1.1 404 Not Found\r\nServer: Vega\r\n\
                    Date:  Sat, 21 Nov 2026 20:30:00 GMT \r\nAge:7\r\nVide:\r\n\r\n";
        let head = match read_head(&mut text.as_bytes()).await {
            Ok(head) => head,
            Err(error) => {
                kit::fail(format!("pour {text:?}, read_head échoue : {error}"))
            }
        };
        kit::check_eq("le statut", head.status, 404);
        let expected = [
            ("Server".to_owned(), "Vega".to_owned()),
            ("Date".to_owned(), "Sat, 21 Nov 2026 20:30:00 GMT".to_owned()),
            ("Age".to_owned(), "7".to_owned()),
            ("Vide".to_owned(), String::new()),
        ];
        kit::check_eq("les en-têtes", head.headers, expected);
    });
}

#[test]
fn les_noms_se_cherchent_sans_casse() {
    kit::run(|| {
        let pairs = [("ETag", "v1"), ("content-LENGTH", "14"), ("etag", "v2")];
        let headers = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let head = Head { status: 200, headers: headers.into() };
        for (name, expected) in
            [("Content-Length", Some("14")), ("ETAG", Some("v1")), ("Age", None)]
        {
            let what = format!("header({name:?})");
            kit::check_eq(&what, head.header(name), expected);
        }
    });
}
