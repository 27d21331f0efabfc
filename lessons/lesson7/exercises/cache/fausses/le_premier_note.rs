//! Une seule requête pour tous ceux qui demandent la même page.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

/// Le statut d'une réponse qui n'est pas la page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub u16);

/// Une page, ou l'échec de sa requête.
pub type Answer = Result<String, Failure>;

/// Garde les pages obtenues par `F`.
pub struct Cache<F> {
    fetch: F,
    pages: Rc<RefCell<HashMap<String, Page>>>,
}

type Call = Shared<LocalBoxFuture<'static, Answer>>;

/// Une page connue, ou l'appel en cours, qui n'existe que tant qu'on l'attend.
enum Page {
    Known(String),
    Asked(WeakShared<LocalBoxFuture<'static, Answer>>),
}

impl<F, Fut> Cache<F>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Answer> + 'static,
{
    /// Crée un cache vide, qui obtient les pages par `fetch`.
    pub fn new(fetch: F) -> Self {
        Self { fetch, pages: Rc::default() }
    }

    /// Renvoie la page d'adresse `url`, sans la redemander si elle est connue ou
    /// déjà demandée.
    ///
    /// # Errors
    ///
    /// L'échec de la requête, que le cache ne retient pas.
    pub async fn get(&self, url: &str) -> Answer {
        let call = match self.pages.borrow().get(url) {
            Some(Page::Known(page)) => return Ok(page.clone()),
            Some(Page::Asked(call)) => call.upgrade(),
            None => None,
        };
        let Some(call) = call else {
            let answer = self.ask(url).await;
            match &answer {
                Ok(page) => {
                    let known = Page::Known(page.clone());
                    self.pages.borrow_mut().insert(url.to_owned(), known)
                }
                Err(_) => self.pages.borrow_mut().remove(url),
            };
            return answer;
        };
        call.await
    }

    /// Note un appel, que tous partagent.
    fn ask(&self, url: &str) -> Call {
        let call = (self.fetch)(url.to_owned()).boxed_local().shared();
        if let Some(weak) = call.downgrade() {
            self.pages.borrow_mut().insert(url.to_owned(), Page::Asked(weak));
        }
        call
    }
}
