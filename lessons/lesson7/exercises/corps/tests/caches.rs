//! Les tests cachés.

use std::io::ErrorKind;

use corps::{Decoder, Framing, read_body};
use tokio::io::{AsyncReadExt, BufReader};

#[test]
fn la_coupure_peut_tomber_partout() {
    kit::run(|| {
        let (wire, text) = written(3, &[1, 300, 17, 0]);
        for cut in 0..=wire.len() {
            let (start, end) = wire.split_at(cut);
            let what = format!("coupé au rang {cut}");
            check_parts(&what, &[start, end], &text);
        }
        let bytes: Vec<&[u8]> = wire.chunks(1).collect();
        check_parts("donné octet par octet", &bytes, &text);
        let (wire, text) = written(4, &[4096, 0]);
        let parts: Vec<&[u8]> = wire.chunks(1000).collect();
        check_parts("donné par 1000 octets", &parts, &text);
    });
}

#[test]
fn la_suite_reste_pour_la_reponse_suivante() {
    kit::virtual_time(async {
        let (chunked, text) = written(5, &[20, 33, 0]);
        let length = Framing::Length(text.len() as u64);
        for (framing, wire) in [(length, &text), (Framing::Chunked, &chunked)] {
            let next = b"\r\nHTTP/1.1 200 OK\r\n";
            let both = [wire.as_slice(), next].concat();
            let (mut decoder, mut body) = (Decoder::new(framing), Vec::new());
            let taken: Option<usize> = decoder.decode(&both, &mut body).ok();
            let what = format!("avec {framing:?}, le nombre d'octets pris");
            kit::check_eq(&what, taken, Some(wire.len()));
            let taken = decoder.decode(next, &mut body).ok();
            kit::check_eq("le nombre d'octets pris une fois fini", taken, Some(0));
            kit::check_eq("la longueur du corps", body.len(), text.len());

            let mut from = BufReader::with_capacity(16, both.as_slice());
            let body: Vec<u8> = read_body(&mut from, framing).await.unwrap();
            kit::check_eq("la longueur du corps lu", body.len(), text.len());
            let mut rest = Vec::new();
            let _ = from.read_to_end(&mut rest).await;
            let what = format!("avec {framing:?}, ce qui reste à lire");
            kit::check_eq(
                &what,
                &*String::from_utf8_lossy(&rest),
                "\r\nHTTP/1.1 200 OK\r\n",
            );
        }
    });
}

#[test]
fn un_morceau_mal_forme_est_refuse() {
    kit::virtual_time(async {
        for wire in [
            "\r\nabc\r\n",
            "trois\r\nabc\r\n0\r\n\r\n",
            "+3\r\nabc\r\n0\r\n\r\n",
            "-3\r\nabc\r\n0\r\n\r\n",
            "0x3\r\nabc\r\n0\r\n\r\n",
            ";a=b\r\nabc\r\n0\r\n\r\n",
            "10000000000000000\r\nabc\r\n0\r\n\r\n",
            "3\r\nabcd\r\n0\r\n\r\n",
            "3\r\nabc0\r\n\r\n",
            "3\r\nabc\n0\r\n\r\n",
            "3 \r\nabc\r\n0\r\n\r\n",
        ] {
            match read_body(&mut wire.as_bytes(), Framing::Chunked).await {
                Ok(body) => kit::fail(format!(
                    "{wire:?} est accepté, avec un corps de {} octets",
                    body.len()
                )),
                Err(error) => {
                    let what = format!("le genre de l'erreur pour {wire:?}");
                    kit::check_eq(&what, error.kind(), ErrorKind::InvalidData);
                }
            }
        }
    });
}

#[test]
fn une_taille_immense_ne_coute_rien() {
    kit::virtual_time(async {
        let length = (Framing::Length(u64::MAX), "abc");
        let chunked = (Framing::Chunked, "FFFFffffFFFFffff\r\nabc");
        for (framing, wire) in [length, chunked] {
            let mut body = Vec::new();
            let _ = Decoder::new(framing).decode(wire.as_bytes(), &mut body);
            kit::check_eq("ce qui est décodé", body.as_slice(), b"abc");
            let read = read_body(&mut wire.as_bytes(), framing).await;
            let kind = read.map(|body| body.len()).map_err(|error| error.kind());
            let what = format!("{framing:?}, après 3 octets d'un corps immense");
            kit::check_eq(&what, kind, Err(ErrorKind::UnexpectedEof));
        }
    });
}

/// Tire des morceaux de ces tailles, et renvoie aussi le corps qu'ils font.
fn written(stream: u64, sizes: &[usize]) -> (Vec<u8>, Vec<u8>) {
    let (mut wire, mut text) = (Vec::new(), Vec::new());
    for &size in sizes {
        // Des fins de ligne et des chiffres, parmi les octets du corps.
        let values = kit::values(stream + size as u64, size, 0..=3);
        let bytes: Vec<u8> = values.iter().map(|&n| b"\r\n0V"[n as usize]).collect();
        wire.extend_from_slice(format!("{size:04x};jour=1\r\n").as_bytes());
        wire.extend_from_slice(&bytes);
        if size > 0 {
            wire.extend_from_slice(b"\r\n");
        }
        text.extend(bytes);
    }
    wire.extend_from_slice(b"ETag: v1\r\nAge: 3\r\n\r\n");
    (wire, text)
}

/// Vérifie que ces octets, donnés en plusieurs fois, font ce corps.
fn check_parts(how: &str, parts: &[&[u8]], text: &[u8]) {
    let (mut decoder, mut body) = (Decoder::new(Framing::Chunked), Vec::new());
    for &part in parts {
        let message = format!("{how}, un corps est fini avant son dernier octet");
        kit::check(part.is_empty() || !decoder.is_finished(), message);
        match decoder.decode(part, &mut body) {
            Ok(taken) => {
                let what = format!("{how}, le nombre d'octets pris");
                kit::check_eq(&what, taken, part.len());
            }
            Err(error) => kit::fail(format!("{how}, decode échoue : {error}")),
        }
    }
    kit::check(decoder.is_finished(), format!("{how}, le corps n'est jamais fini"));
    kit::check(body == text, format!("{how}, le corps n'est plus le même"));
}
