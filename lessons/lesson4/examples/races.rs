//! Tous les entrelacements d'un réveil et d'un appel à `poll`, avec loom.

#[path = "../tests/races.rs"]
mod races;

use races::{
    LoweredAfterPoll, LoweredByStore, Model, Ours, explore, news_during_poll, sync,
    two_wakes,
};

fn main() {
    // Les paniques de loom sont attendues, et racontées plus bas.
    std::panic::set_hook(Box::new(|_| ()));
    let models: [(&str, Model); 4] = [
        ("notre waker, réveillé pendant poll", news_during_poll::<Ours>),
        ("notre waker, réveillé par deux threads", two_wakes::<Ours>),
        ("le drapeau abaissé après poll", news_during_poll::<LoweredAfterPoll>),
        ("le drapeau abaissé par une écriture", news_during_poll::<LoweredByStore>),
    ];
    for (name, model) in models {
        match explore(model) {
            Ok(count) => {
                println!("{name} : {count} entrelacements, aucun réveil perdu");
            }
            Err((rank, steps)) => {
                println!("{name} : réveil perdu au {rank}e entrelacement");
                steps.iter().for_each(|step| println!("  {step}"));
            }
        }
    }
}
