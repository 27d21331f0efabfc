//! Dit si un lien mène quelque part.

use percent_encoding::percent_decode_str;

use super::site::Site;

/// Renvoie ce qui ne va pas dans un lien de `page`, ou rien.
pub fn problem(site: &Site, page: &str, destination: &str) -> Option<String> {
    if destination.trim().is_empty() {
        return Some("lien vide".into());
    }
    if has_scheme(destination) || destination.starts_with("//") {
        return external_problem(destination);
    }
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    let path = path.split('?').next().unwrap_or_default();
    let Some(target) = resolve(site, page, &decoded(path)) else {
        return Some(format!(
            "lien cassé : `{destination}` ne mène à aucune page du livre"
        ));
    };
    let anchor = decoded(anchor);
    let jumps = !matches!(&*anchor, "" | "top") && !anchor.starts_with(":~:");
    let missing =
        jumps && site.pages.get(&target).is_some_and(|page| !page.has(&anchor));
    missing.then(|| {
        format!("ancre cassée : `{destination}` (pas de `{anchor}` dans {target})")
    })
}

/// Dit si le lien commence par `http:`, `mailto:`…
pub fn has_scheme(destination: &str) -> bool {
    let scheme = destination.split([':', '/', '?', '#']).next().unwrap_or_default();
    destination[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
}

/// Renvoie le fichier du livre que désigne `path`, vu depuis `page`.
fn resolve(site: &Site, page: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let from_root =
        path.starts_with('/') || site.pages.get(page).is_some_and(|p| p.from_root);
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.truncate(if from_root { 0 } else { parts.len() - 1 });
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    let file = parts.join("/");
    let index = [&parts[..], &["index.html"]].concat().join("/");
    [file, index].into_iter().find(|name| site.files.contains(name))
}

/// Vérifie la forme d'un lien vers l'extérieur, sans réseau.
fn external_problem(destination: &str) -> Option<String> {
    let (scheme, rest) = destination.split_once(':').unwrap_or(("", destination));
    let well_formed = match &*scheme.to_ascii_lowercase() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(has_host),
        // Sans destinataire, c'est la personne qui écrit qui le choisit.
        "mailto" if rest.starts_with("?subject=") => true,
        "mailto" => rest
            .split_once('@')
            .is_some_and(|(a, b)| !a.is_empty() && b.contains('.')),
        "data" | "tel" => !rest.is_empty(),
        _ => false,
    };
    let spaced = destination.contains(char::is_whitespace);
    (!well_formed || spaced)
        .then(|| format!("lien externe mal formé : `{destination}`"))
}

fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit('@').next().unwrap_or_default();
    let name = name.rsplit_once(':').map_or(name, |(name, port)| {
        if port.chars().all(|c| c.is_ascii_digit()) { name } else { "" }
    });
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    name.split('.').all(label)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let mut site = Site::default();
        for name in
            ["index.html", "a.html", "dir/b.html", "dir/index.html", "dir/x y.svg"]
        {
            site.files.insert(name.into());
        }
        let page = super::super::site::Page {
            ids: vec![("été".into(), 1), ("ici".into(), 2)],
            ..Default::default()
        };
        site.pages.insert("a.html".into(), page);
        site
    }

    #[test]
    fn les_bons_liens_passent() {
        let site = site();
        for link in [
            "a.html",
            "./a.html#ici",
            "#top",
            "../a.html#ici",
            "/a.html",
            "/",
            "x%20y.svg",
            "b.html?q=1",
            "..",
            ".",
            "../a.html#%C3%A9t%C3%A9",
            "https://doc.rust-lang.org/std/",
            "http://127.0.0.1:3000/a?b#c",
            "mailto:a@b.fr",
            "data:image/png;base64,AA==",
        ] {
            let page = if link.starts_with("a.") || link.starts_with("./a") {
                "c.html"
            } else {
                "dir/b.html"
            };
            assert_eq!(problem(&site, page, link), None, "{link}");
        }
    }

    #[test]
    fn les_mauvais_liens_sont_dits() {
        let site = site();
        let said = |link| problem(&site, "dir/b.html", link).unwrap_or_default();
        assert_eq!(said(""), "lien vide");
        assert_eq!(
            said("a.html"),
            "lien cassé : `a.html` ne mène à aucune page du livre"
        );
        assert_eq!(
            said("../../a.html"),
            "lien cassé : `../../a.html` ne mène à aucune page du livre"
        );
        assert_eq!(
            said("../a.html#la"),
            "ancre cassée : `../a.html#la` (pas de `la` dans a.html)"
        );
        for link in [
            "http:/a.fr",
            "https://",
            "htp://a.fr",
            "https://a..fr",
            "http://a b.fr",
            "mailto:a",
        ] {
            assert_eq!(said(link), format!("lien externe mal formé : `{link}`"));
        }
    }
}
