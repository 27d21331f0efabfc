//! Le binaire d'essai de l'arbitre : un essai, choisi par celui qui le lance.

use std::thread;

use crate::nonce;

/// Joue un seul essai, celui dont le rang suit le mot de passe sur l'entrée standard.
///
/// Le code jugé ne sait pas lequel : ni argument, ni variable, ni nom de thread ne le
/// dit. L'essai a la pile que lui donnerait libtest ; s'il ne délivre pas de verdict,
/// il n'y en a pas.
pub fn play(tests: &[fn()]) {
    let order = nonce::read();
    let Some((word, rank)) = order.split_once(' ') else { return };
    let test = rank.parse().ok().and_then(|rank: usize| tests.get(rank));
    if let Some(test) = test {
        nonce::give(word.to_owned());
        // Un essai qui panique l'a déjà dit.
        let _ = thread::spawn(*test).join();
    }
}
