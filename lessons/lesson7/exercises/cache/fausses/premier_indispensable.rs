//! Une seule requête pour tous ceux qui demandent la même page.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tokio::sync::Notify;

/// Le statut d'une réponse qui n'est pas la page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub u16);

/// Une page, ou l'échec de sa requête.
pub type Answer = Result<String, Failure>;

/// Garde les pages obtenues par `F`.
pub struct Cache<F> {
    fetch: F,
    pages: RefCell<HashMap<String, Rc<Page>>>,
}

/// Une réponse, et de quoi l'attendre.
#[derive(Default)]
struct Page {
    answer: RefCell<Option<Answer>>,
    arrived: Notify,
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
        if let Some(page) = asked {
            loop {
                if let Some(answer) = &*page.answer.borrow() {
                    return answer.clone();
                }
                page.arrived.notified().await;
            }
        }
        let page = Rc::<Page>::default();
        self.pages.borrow_mut().insert(url.to_owned(), Rc::clone(&page));
        let answer = (self.fetch)(url.to_owned()).await;
        if answer.is_err() {
            self.pages.borrow_mut().remove(url);
        }
        *page.answer.borrow_mut() = Some(answer.clone());
        page.arrived.notify_waiters();
        answer
    }
}
