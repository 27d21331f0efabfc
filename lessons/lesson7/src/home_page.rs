//! L'accueil du serveur lent : une page que lit un navigateur.

/// Ce que dit l'accueil : un exemple par route, et ce qu'il fait.
const EXAMPLES: &[(&str, &str)] = &[
    ("/page/vega/2s", "une page, après deux secondes : des en-têtes lents"),
    ("/goutte/vega/5/500ms", "cinq lignes, une toutes les demi-secondes"),
    ("/octets/10000000/ciel.fits", "dix mégaoctets, que l'on peut reprendre"),
    ("/coupe/10000000/3000000/ciel.fits", "coupé tous les trois mégaoctets"),
    ("/coupe-sans-reprise/100000/50000/ciel.fits", "coupé, et rien pour reprendre"),
    ("/change/100000/50000/ciel.fits", "coupé, et différent à chaque fois"),
    ("/court/1000/ciel.fits", "deux fois moins long qu'annoncé"),
    ("/muet/2000/1000/ciel.fits", "mille octets sur deux mille, puis plus rien"),
    ("/sans-fin/ciel.fits", "un corps sans fin"),
    ("/boucle", "une redirection vers elle-même"),
    ("/redirige/3/ciel.txt", "trois redirections, puis une page"),
    ("/statut/404", "le statut de votre choix"),
    (
        "/occupe/503/2/1/ciel.txt",
        "503 deux fois, « revenez dans 1 s », puis une page",
    ),
    ("/gzip/ciel.txt", "comprimé si on l'accepte"),
    ("/gzip-impose/ciel.txt", "comprimé, qu'on l'accepte ou non"),
];

/// Écrit la page d'accueil.
pub(crate) fn home_page() -> String {
    let item = |(path, about): &(&str, &str)| {
        format!("<li><a href=\"{path}\">{path}</a> : {about}</li>\n")
    };
    let items: String = EXAMPLES.iter().map(item).collect();
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n\
         <title>Le serveur lent</title>\n<h1>Le serveur lent</h1>\n\
         <ul>\n{items}</ul>\n"
    )
}
