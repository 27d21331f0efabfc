//! Une seule requête pour tous ceux qui demandent la même page.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tokio::sync::OnceCell;

/// Le statut d'une réponse qui n'est pas la page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub u16);

/// Une page, ou l'échec de sa requête.
pub type Answer = Result<String, Failure>;

/// Garde les pages obtenues par `F`.
pub struct Cache<F> {
    fetch: F,
    pages: RefCell<HashMap<String, Rc<OnceCell<String>>>>,
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
        let page =
            Rc::clone(self.pages.borrow_mut().entry(url.to_owned()).or_default());
        page.get_or_try_init(|| (self.fetch)(url.to_owned())).await.cloned()
    }
}
