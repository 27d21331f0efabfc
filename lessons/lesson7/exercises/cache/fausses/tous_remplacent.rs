//! Une seule requête pour tous ceux qui demandent la même page.

use std::cell::RefCell;
use std::collections::HashMap;

use tokio::sync::watch;

/// Le statut d'une réponse qui n'est pas la page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub u16);

/// Une page, ou l'échec de sa requête.
pub type Answer = Result<String, Failure>;

/// Garde les pages obtenues par `F`.
pub struct Cache<F> {
    fetch: F,
    pages: RefCell<HashMap<String, watch::Receiver<Option<Answer>>>>,
}

impl<F, Fut> Cache<F>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Answer> + 'static,
{
    /// Crée un cache vide, qui obtient les pages par `fetch`.
    pub fn new(fetch: F) -> Self {
        Self { fetch, pages: RefCell::default() }
    }

    /// Renvoie la page d'adresse `url`.
    ///
    /// # Errors
    ///
    /// L'échec de la requête.
    pub async fn get(&self, url: &str) -> Answer {
        let asked = self.pages.borrow().get(url).cloned();
        if let Some(mut page) = asked {
            let answer =
                page.wait_for(Option::is_some).await.map(|page| page.clone());
            return match answer {
                Ok(Some(answer)) => answer,
                _ => (self.fetch)(url.to_owned()).await,
            };
        }
        let (sender, page) = watch::channel(None);
        self.pages.borrow_mut().insert(url.to_owned(), page);
        let answer = (self.fetch)(url.to_owned()).await;
        if answer.is_err() {
            self.pages.borrow_mut().remove(url);
        }
        sender.send_replace(Some(answer.clone()));
        answer
    }
}
