//! Une seule requête pour tous ceux qui demandent la même page.

// ANCHOR: solution
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

// ANCHOR_END: solution
/// Le statut d'une réponse qui n'est pas la page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub u16);

/// Une page, ou l'échec de sa requête.
pub type Answer = Result<String, Failure>;

/// Garde les pages obtenues par `F`.
pub struct Cache<F> {
    // ANCHOR: solution
    //@ fetch: F,
    //@ // Vos champs.
    fetch: F,
    pages: Rc<RefCell<HashMap<String, Page>>>,
    // ANCHOR_END: solution
}
// ANCHOR: solution

type Call = Shared<LocalBoxFuture<'static, Answer>>;

/// Une page connue, ou l'appel en cours, qui n'existe que tant qu'on l'attend.
enum Page {
    Known(String),
    Asked(WeakShared<LocalBoxFuture<'static, Answer>>),
}
// ANCHOR_END: solution

impl<F, Fut> Cache<F>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Answer> + 'static,
{
    /// Crée un cache vide, qui obtient les pages par `fetch`.
    pub fn new(fetch: F) -> Self {
        // ANCHOR: solution
        //@ Self { fetch }
        Self { fetch, pages: Rc::default() }
        // ANCHOR_END: solution
    }

    /// Renvoie la page d'adresse `url`, sans la redemander si elle est connue ou
    /// déjà demandée.
    ///
    /// # Errors
    ///
    /// L'échec de la requête, que le cache ne retient pas.
    pub async fn get(&self, url: &str) -> Answer {
        // ANCHOR: solution
        //@ todo!("chercher, attendre ou demander")
        let call = match self.pages.borrow().get(url) {
            Some(Page::Known(page)) => return Ok(page.clone()),
            Some(Page::Asked(call)) => call.upgrade(),
            None => None,
        };
        let call = call.unwrap_or_else(|| self.ask(url));
        call.await
        // ANCHOR_END: solution
    }
    // ANCHOR: solution

    /// Note un appel, qui notera lui-même sa réponse, une fois pour tous.
    fn ask(&self, url: &str) -> Call {
        let answer = (self.fetch)(url.to_owned());
        let (pages, name) = (Rc::clone(&self.pages), url.to_owned());
        let call = async move {
            let answer = answer.await;
            match &answer {
                Ok(page) => {
                    pages.borrow_mut().insert(name, Page::Known(page.clone()))
                }
                Err(_) => pages.borrow_mut().remove(&name),
            };
            answer
        };
        let call = call.boxed_local().shared();
        if let Some(weak) = call.downgrade() {
            self.pages.borrow_mut().insert(url.to_owned(), Page::Asked(weak));
        }
        call
    }
    // ANCHOR_END: solution
}
