//! Ce que chaque panne du serveur laisse derrière elle, en temps virtuel.
#![cfg(unix)]

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use clock::Clock;
use fastrand::Rng;
use lesson7::backoff::Backoff;
use lesson7::client::client;
use lesson7::download::Downloader;
use lesson7::failure::Failure;
use lesson7::served_file::{ServedFile, byte_at, bytes_between, cut};
use lesson7::slow_server::routes;
use lesson7::stage::Stage;
use tokio::time::{Instant, timeout};

const NAME: &str = "m31.fits";
const PART: &str = ".m31.fits.part";
const NOTE: &str = ".m31.fits.part-de";

/// Un serveur, un dossier, et de quoi télécharger de l'un dans l'autre.
struct Trial {
    stage: Stage,
    folder: tempfile::TempDir,
    downloader: Downloader,
}

impl Trial {
    async fn new(routes: Router) -> Self {
        let stage = Stage::with(routes).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let downloader = Downloader {
            client: stage.build(client(Duration::from_secs(1))),
            folder: folder.path().to_owned(),
            deadline: None,
            max_size: None,
            replace: false,
        };
        Self { stage, folder, downloader }
    }

    async fn get(&self, path: &str, attempts: u32) -> Result<u64, Failure> {
        let backoff = Backoff::new(attempts, Rng::with_seed(7));
        self.downloader.download(&self.stage.url(path), NAME, backoff, &()).await
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Les noms de tout ce que contient le dossier.
    fn left(&self) -> Vec<String> {
        names(self.folder.path())
    }

    /// Vérifie que le fichier final est, octet par octet, la version `version`.
    fn assert_whole(&self, size: u64, version: u32) {
        assert_eq!(self.left(), [NAME]);
        let expected: Vec<_> = (0..size).map(|at| byte_at(at, version)).collect();
        assert!(fs::read(self.path(NAME)).unwrap() == expected);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> =
        entries.map(name).map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Joue `trial` contre `routes`, en temps virtuel.
fn against(routes: Router, trial: impl AsyncFnOnce(&mut Trial)) {
    let _clock = Clock::virtual_time().enter();
    clock::block_on(async { trial(&mut Trial::new(routes).await).await });
}

/// Joue `trial` contre le serveur lent.
fn play(play: impl AsyncFnOnce(&mut Trial)) {
    against(routes(), play);
}

#[test]
fn un_fichier_ordinaire_arrive_entier() {
    for size in [0, 1, 250, 65_536, 300_000, 1_000_000] {
        play(async |trial| {
            let length = trial.get(&format!("/octets/{size}/m31.fits"), 1).await;
            assert_eq!(length.unwrap(), size);
            trial.assert_whole(size, 1);
        });
    }
}

#[test]
fn chaque_panne_laisse_le_dossier_vide() {
    let table = [
        ("/statut/404", "404, introuvable", false),
        ("/statut/403", "403, accès refusé", false),
        ("/statut/500", "500, le serveur a échoué", true),
        ("/statut/503", "503, service momentanément indisponible", true),
        ("/statut/204", "204, réponse sans le fichier", false),
        ("/statut/206", "206, réponse sans le fichier", false),
        ("/statut/304", "304, redirection inutilisable", false),
        ("/boucle", "redirections sans fin, ou vers une adresse moins sûre", false),
        (
            "/redirige/11/m31",
            "redirections sans fin, ou vers une adresse moins sûre",
            false,
        ),
        (
            "/coupe-sans-reprise/500000/300000/m31",
            "connexion coupée avant la fin",
            true,
        ),
        ("/court/500000/m31", "connexion coupée avant la fin", true),
        (
            "/court/18446744073709551615/m31",
            "réponse incompréhensible : ce n'est pas du HTTP",
            false,
        ),
        (
            "/gzip-impose/m31",
            "le serveur envoie du gzip, que nous n'avons pas demandé",
            false,
        ),
        ("/page/m31/1100ms", "le serveur ne dit plus rien", true),
        ("/goutte/m31/2/1100ms", "le serveur ne dit plus rien", true),
    ];
    for (path, said, temporary) in table {
        play(async |trial| {
            let failure = trial.get(path, 1).await.expect_err(path);
            assert_eq!(failure.to_string(), said, "{path}");
            assert_eq!(failure.is_temporary(), temporary, "{path}");
            assert!(trial.left().is_empty(), "{path} : {:?}", trial.left());
        });
    }
}

#[test]
fn un_morceau_n_est_pas_la_page() {
    play(async |trial| {
        let url = trial.stage.url("/statut/206");
        let page = lesson7::fetch::fetch_text(&trial.downloader.client, &url).await;
        let failure = page.unwrap_err();
        assert_eq!(failure.to_string(), "206, réponse sans le fichier");
    });
}

#[test]
fn un_chemin_incompris_est_refuse_en_francais() {
    play(async |trial| {
        for path in [
            "/octets/beaucoup/m31",
            "/octets/-1/m31",
            "/octets/%FF/m31",
            "/page/vega/bientot",
            "/goutte/vega/5/5",
            "/statut/99999",
            "/occupe/1/2/1/m31",
        ] {
            let url = trial.stage.url(path);
            let response = trial.downloader.client.get(url).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
            let said = response.text().await.unwrap();
            assert!(said.contains("un nombre ou une durée est faux"), "{said}");
        }
    });
}

#[test]
fn dix_redirections_se_suivent() {
    play(async |trial| {
        assert_eq!(trial.get("/redirige/10/m31", 1).await.unwrap(), 23)
    });
}

#[test]
fn un_filet_d_eau_est_vivant() {
    play(async |trial| {
        let start = Instant::now();
        trial.get("/goutte/m31/20/900ms", 1).await.unwrap();
        assert_eq!(start.elapsed().as_secs(), 18);
    });
}

#[test]
fn la_duree_totale_arrete_un_filet_d_eau() {
    play(async |trial| {
        trial.downloader.deadline = Some(Duration::from_secs(2));
        let start = Instant::now();
        let failure = trial.get("/goutte/m31/1000/900ms", 3).await.unwrap_err();
        assert!(matches!(failure, Failure::Deadline(_)), "{failure}");
        assert_eq!(start.elapsed().as_secs(), 2);
        assert!(trial.left().is_empty());
    });
}

#[test]
fn la_duree_totale_compte_les_attentes_entre_essais() {
    play(async |trial| {
        trial.downloader.deadline = Some(Duration::from_secs(2));
        let start = Instant::now();
        let failure = trial.get("/occupe/503/9/3/m31", 9).await.unwrap_err();
        assert!(matches!(failure, Failure::Deadline(_)), "{failure}");
        assert_eq!(start.elapsed().as_secs(), 2);
    });
}

#[test]
fn la_taille_permise_vaut_avec_ou_sans_longueur_annoncee() {
    for path in ["/octets/1000001/m31", "/sans-fin/m31"] {
        play(async |trial| {
            trial.downloader.max_size = Some(1_000_000);
            let failure = trial.get(path, 3).await.expect_err(path);
            assert!(matches!(failure, Failure::TooLarge(1_000_000)), "{failure}");
            assert!(trial.left().is_empty());
        });
    }
    play(async |trial| {
        trial.downloader.max_size = Some(1_000_000);
        trial.get("/octets/1000000/m31", 1).await.unwrap();
    });
}

#[test]
fn un_serveur_deborde_choisit_quand_on_revient() {
    play(async |trial| {
        let start = Instant::now();
        trial.get("/occupe/429/2/3/m31", 3).await.unwrap();
        assert_eq!(start.elapsed().as_secs(), 6);
    });
    play(async |trial| {
        let start = Instant::now();
        trial.get("/occupe/503/1/3600/m31", 3).await.unwrap_err();
        assert_eq!(start.elapsed(), Duration::ZERO, "une heure : autant le dire");
    });
}

#[test]
fn ce_qui_est_definitif_ne_s_essaie_qu_une_fois() {
    play(async |trial| {
        let start = Instant::now();
        trial.get("/statut/404", 9).await.unwrap_err();
        assert_eq!(start.elapsed(), Duration::ZERO);
    });
}

#[test]
fn un_fichier_coupe_reprend_ou_il_en_etait() {
    play(async |trial| {
        trial.get("/coupe/1000000/300000/m31", 4).await.unwrap();
        trial.assert_whole(1_000_000, 1);
    });
}

#[test]
fn ce_qui_peut_se_reprendre_est_garde_pour_la_prochaine_fois() {
    play(async |trial| {
        for _ in 0..3 {
            trial.get("/coupe/1000000/300000/m31", 1).await.unwrap_err();
            assert_eq!(trial.left(), [PART, NOTE]);
        }
        assert_eq!(fs::metadata(trial.path(PART)).unwrap().len(), 900_000);
        // Une panne passagère avant le premier octet ne perd pas le reste.
        trial.get("/coupe/1000000/300000/m31", 1).await.unwrap();
        trial.assert_whole(1_000_000, 1);
    });
}

#[test]
fn sans_validateur_on_recommence_du_debut() {
    play(async |trial| {
        let path = "/coupe-sans-reprise/500000/300000/m31";
        trial.get(path, 3).await.unwrap_err();
        assert!(trial.left().is_empty());
    });
}

#[test]
fn un_fichier_qui_change_n_est_jamais_un_melange() {
    play(async |trial| {
        trial.get("/change/1000000/300000/m31", 2).await.unwrap();
        trial.assert_whole(1_000_000, 2);
    });
}

/// Coupe le premier envoi, puis répond à la demande de la suite par `rest`.
fn then(rest: fn() -> Response) -> Router {
    let answer = async move |headers: HeaderMap| match headers.get(header::RANGE) {
        Some(_) => rest(),
        None => cut_once(&headers),
    };
    Router::new().route("/m31", get(answer))
}

/// Une réponse coupée la première fois, entière ensuite.
fn cut_once(headers: &HeaderMap) -> Response {
    // Chaque essai a son thread, et son runtime n'en a pas d'autre.
    thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });
    let whole = ServedFile::new(500_000, NAME, 1).answer(headers);
    if ASKED.replace(!ASKED.get()) { whole } else { cut(whole, 300_000) }
}

#[test]
fn une_suite_inutilisable_fait_redemander_le_fichier_entier() {
    let wrong: [fn() -> Response; 4] = [
        || {
            let range = [(header::CONTENT_RANGE, "bytes */500000")];
            (StatusCode::RANGE_NOT_SATISFIABLE, range).into_response()
        },
        || {
            let range = [(header::CONTENT_RANGE, "bytes 0-499999/500000")];
            let body = bytes_between(0, 500_000, 1);
            (StatusCode::PARTIAL_CONTENT, range, body).into_response()
        },
        || {
            (StatusCode::PARTIAL_CONTENT, bytes_between(300_000, 500_000, 1))
                .into_response()
        },
        || ServedFile::new(500_000, NAME, 1).answer(&HeaderMap::new()),
    ];
    for rest in wrong {
        against(then(rest), async |trial| {
            trial.get("/m31", 2).await.unwrap();
            trial.assert_whole(500_000, 1);
        });
    }
}

#[test]
fn la_suite_d_une_autre_version_n_est_jamais_cousue() {
    let rest = || {
        let about = [
            (header::CONTENT_RANGE, "bytes 300000-499999/500000"),
            (header::ETAG, "\"une autre\""),
        ];
        let body = bytes_between(300_000, 500_000, 2);
        (StatusCode::PARTIAL_CONTENT, about, body).into_response()
    };
    against(then(rest), async |trial| {
        trial.get("/m31", 2).await.unwrap();
        trial.assert_whole(500_000, 1);
    });
}

#[test]
fn une_suite_trop_courte_n_est_pas_un_fichier() {
    let rest = || {
        let range = [(header::CONTENT_RANGE, "bytes 300000-399999/500000")];
        let body = bytes_between(300_000, 400_000, 1);
        (StatusCode::PARTIAL_CONTENT, range, body).into_response()
    };
    against(then(rest), async |trial| {
        let failure = trial.get("/m31", 2).await.unwrap_err();
        assert!(matches!(failure, Failure::Cut), "{failure}");
        assert_eq!(trial.left(), [PART, NOTE]);
    });
}

/// Pose dans le dossier ce qu'un programme tué y aurait laissé.
fn leave(trial: &Trial, part: &[u8], note: &str) {
    fs::write(trial.path(PART), part).unwrap();
    fs::write(trial.path(NOTE), note).unwrap();
}

const URL: &str = "http://127.0.0.1/octets/500000/m31.fits\n";
const ETAG: &str = "\"m31fits-500000-1\"\n";

#[test]
fn le_reste_d_un_programme_tue_est_repris() {
    play(async |trial| {
        leave(trial, b"Altair", &format!("{URL}{ETAG}"));
        trial.get("/octets/500000/m31.fits", 1).await.unwrap();
        let received = fs::read(trial.path(NAME)).unwrap();
        // Les octets déjà là sont restés : seule la suite est venue.
        assert_eq!(&received[..8], b"Altair\x07\x08");
        assert_eq!(received.len(), 500_000);
        assert_eq!(trial.left(), [NAME]);
    });
}

#[test]
fn un_reste_douteux_n_est_pas_repris() {
    let whole = format!("{URL}{ETAG}");
    let notes = [
        String::new(),
        URL.to_owned(),
        format!("http://127.0.0.1/octets/500000/autre.fits\n{ETAG}"),
        whole[..whole.len() - 1].to_owned(),
        whole[..whole.len() - 3].to_owned(),
        format!("{URL}\"m31fits-500000-0\"\n"),
        format!("{URL}\n"),
    ];
    for note in notes {
        play(async |trial| {
            leave(trial, b"Altair", &note);
            trial.get("/octets/500000/m31.fits", 1).await.expect(&note);
            trial.assert_whole(500_000, 1);
        });
    }
    play(async |trial| {
        leave(trial, &[0; 600_000], &whole);
        trial.get("/octets/500000/m31.fits", 1).await.unwrap();
        trial.assert_whole(500_000, 1);
    });
}

#[test]
fn une_panne_passagere_ne_perd_pas_le_reste() {
    play(async |trial| {
        let url = "http://127.0.0.1/occupe/503/1/1/m31\n";
        leave(trial, b"Altair", &format!("{url}{ETAG}"));
        trial.get("/occupe/503/1/1/m31", 1).await.unwrap_err();
        assert_eq!(trial.left(), [PART, NOTE]);
    });
}

#[test]
fn un_reseau_coupe_ou_un_portail_ne_perd_pas_le_reste() {
    let portal = || Router::new().route("/m31", get(async || Redirect::to("/m31")));
    let leave_some = |trial: &Trial, url: &str| {
        leave(trial, b"Altair", &format!("{url}\n{ETAG}"));
    };
    against(portal(), async |trial| {
        leave_some(trial, "http://127.0.0.1/m31");
        let failure = trial.get("/m31", 1).await.unwrap_err();
        assert!(matches!(failure, Failure::Redirects), "{failure}");
        assert_eq!(trial.left(), [PART, NOTE]);
    });
    play(async |trial| {
        let url = "http://vega.invalid/m31";
        leave_some(trial, url);
        let lost = client(Duration::from_secs(1)).no_proxy().tls_certs_only([]);
        trial.downloader.client = lost.dns_resolver(NoNames).build().unwrap();
        let once = Backoff::new(1, Rng::with_seed(7));
        let outcome = trial.downloader.download(url, NAME, once, &()).await;
        assert!(matches!(outcome, Err(Failure::UnknownHost)), "{outcome:?}");
        assert_eq!(trial.left(), [PART, NOTE]);
    });
    play(async |trial| {
        leave_some(trial, "http://127.0.0.1/statut/404");
        trial.get("/statut/404", 1).await.unwrap_err();
        assert!(trial.left().is_empty(), "le fichier n'est plus là-bas");
    });
}

/// Ne connaît aucun nom, comme un ordinateur sans réseau.
struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("aucun nom".into()) })
    }
}

#[test]
fn un_fichier_present_n_est_ecrase_que_sur_demande() {
    play(async |trial| {
        fs::write(trial.path(NAME), "d'hier").unwrap();
        let failure = trial.get("/octets/1000/m31", 1).await.unwrap_err();
        assert!(matches!(failure, Failure::Exists(_)), "{failure}");
        assert_eq!(fs::read_to_string(trial.path(NAME)).unwrap(), "d'hier");
        trial.downloader.replace = true;
        // Un échec laisse l'ancien.
        trial.get("/statut/404", 1).await.unwrap_err();
        assert_eq!(fs::read_to_string(trial.path(NAME)).unwrap(), "d'hier");
        trial.get("/octets/1000/m31", 1).await.unwrap();
        trial.assert_whole(1000, 1);
    });
}

#[test]
fn un_fichier_venu_entre_temps_n_est_pas_ecrase() {
    play(async |trial| {
        let path = trial.path(NAME);
        let other = async {
            tokio::time::sleep(Duration::from_millis(1200)).await;
            fs::write(&path, "d'un autre").unwrap();
        };
        let (outcome, ()) = tokio::join!(trial.get("/goutte/m31/3/900ms", 1), other);
        let failure = outcome.unwrap_err();
        assert!(matches!(failure, Failure::Exists(_)), "{failure}");
        assert_eq!(fs::read_to_string(trial.path(NAME)).unwrap(), "d'un autre");
        assert_eq!(trial.left(), [NAME]);
    });
}

#[test]
fn le_nom_n_existe_qu_une_fois_le_fichier_complet() {
    play(async |trial| {
        let watch = async {
            for _ in 0..26 {
                tokio::time::sleep(Duration::from_millis(100)).await;
                assert_eq!(trial.left(), [PART]);
            }
        };
        let (outcome, ()) = tokio::join!(trial.get("/goutte/m31/3/900ms", 1), watch);
        outcome.unwrap();
        assert_eq!(trial.left(), [NAME]);
    });
}

#[test]
fn un_seul_telechargement_ecrit_un_fichier() {
    play(async |trial| {
        let path = "/goutte/m31/3/900ms";
        let (first, second) = tokio::join!(trial.get(path, 1), trial.get(path, 1));
        first.unwrap();
        assert!(matches!(second, Err(Failure::Busy)), "{second:?}");
        assert_eq!(trial.left(), [NAME]);
    });
}

#[test]
fn un_lien_symbolique_a_la_place_du_provisoire_est_refuse() {
    play(async |trial| {
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("précieux");
        fs::write(&target, "à garder").unwrap();
        std::os::unix::fs::symlink(&target, trial.path(PART)).unwrap();
        trial.get("/octets/1000/m31", 1).await.unwrap_err();
        assert_eq!(fs::read_to_string(&target).unwrap(), "à garder");
    });
}

#[test]
fn un_telechargement_abandonne_range_derriere_lui() {
    let patience = Duration::from_millis(500);
    play(async |trial| {
        timeout(patience, trial.get("/goutte/m31/9/200ms", 1)).await.unwrap_err();
        assert!(trial.left().is_empty(), "sans validateur, rien ne reste");
    });
    play(async |trial| {
        let path = "/muet/2000000/1000000/m31";
        timeout(patience, trial.get(path, 1)).await.unwrap_err();
        assert_eq!(trial.left(), [PART, NOTE]);
        timeout(patience, trial.get(path, 1)).await.unwrap_err();
        trial.get(path, 1).await.unwrap();
        trial.assert_whole(2_000_000, 1);
    });
}

#[test]
fn un_dossier_disparu_se_dit() {
    play(async |trial| {
        trial.downloader.folder = trial.path("disparu");
        let failure = trial.get("/octets/1000/m31", 1).await.unwrap_err();
        assert_eq!(
            failure.to_string(),
            "écriture impossible : le dossier n'existe pas, ou plus"
        );
    });
}
