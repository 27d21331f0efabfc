//! Une seule requête pour tous ceux qui demandent la même page.

use std::cell::RefCell;
use std::collections::HashMap;

/// Le statut d'une réponse qui n'est pas la page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub u16);

/// Une page, ou l'échec de sa requête.
pub type Answer = Result<String, Failure>;

/// Garde les pages obtenues par `F`.
pub struct Cache<F> {
    fetch: F,
    pages: RefCell<HashMap<String, String>>,
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
        let known = self.pages.borrow().get(url).cloned();
        if let Some(page) = known {
            return Ok(page);
        }
        let page = (self.fetch)(url.to_owned()).await?;
        self.pages.borrow_mut().insert(url.to_owned(), page.clone());
        Ok(page)
    }
}
