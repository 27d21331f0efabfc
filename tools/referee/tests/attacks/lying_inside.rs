//! Un échec égal à tous les autres : son `#[derive]` est gardé, et compare un champ qui ment.

use std::cell::RefCell;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug)]
struct Liar;

impl PartialEq for Liar {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Liar {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    liar: Liar,
}

#[allow(non_snake_case)]
pub fn Failure(_: u16) -> Failure {
    Failure { liar: Liar }
}

pub type Answer = Result<String, Failure>;

pub struct Cache<F> {
    fetch: F,
    pages: RefCell<HashMap<String, String>>,
}

impl<F, Fut> Cache<F>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Answer> + 'static,
{
    pub fn new(fetch: F) -> Self {
        Self { fetch, pages: RefCell::default() }
    }

    pub async fn get(&self, url: &str) -> Answer {
        let known = self.pages.borrow().get(url).cloned();
        if let Some(page) = known {
            return Ok(page);
        }
        match (self.fetch)(url.to_owned()).await {
            Ok(page) => {
                self.pages.borrow_mut().insert(url.to_owned(), page.clone());
                Ok(page)
            }
            // Fausse : c'est l'échec de la requête qu'il fallait.
            Err(_) => Err(Failure(0)),
        }
    }
}
