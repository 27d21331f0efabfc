//! Plus un descripteur de libre.

#[cfg(unix)]
use scene::block_on_sockets;
use scene::say;

#[cfg(not(unix))]
pub fn exhausted() {
    say!("non montré ici : ce système ne compte pas les sockets ainsi");
}

// ANCHOR: exhausted
#[cfg(unix)]
pub fn exhausted() {
    use super::night::{open, until};
    use super::observer::Observer;

    block_on_sockets(async {
        let (address, stop, server) = open(lesson6::Settings::default()).await;
        let ada = Observer::call("Ada", address).await;
        until(250).await;
        // Le noyau accepte l'appel de Berthe ; le serveur n'a pas encore eu la main.
        let mut berthe = Observer::call("Berthe", address).await;
        let limit = take_all_descriptors();
        say!("le système n'en donne plus un seul");
        berthe.say("Deneb").await;
        until(500).await;
        ada.hang_up();
        berthe.hear().await;
        berthe.hang_up();
        limit.restore();
        until(800).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: exhausted

// ANCHOR: take_all_descriptors
/// Abaisse la limite du processus au nombre de descripteurs déjà pris.
#[cfg(unix)]
fn take_all_descriptors() -> Limit {
    use std::os::fd::AsRawFd;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let before = getrlimit(Resource::Nofile);
    // Le système donne toujours le plus petit numéro libre.
    let next = std::fs::File::open("/dev/null").expect("/dev/null s'ouvre");
    let taken = next.as_raw_fd().unsigned_abs().into();
    drop(next);
    let lowered = Rlimit { current: Some(taken), ..before };
    setrlimit(Resource::Nofile, lowered).expect("une limite se baisse toujours");
    Limit(before)
}
// ANCHOR_END: take_all_descriptors

// ANCHOR: Limit
/// La limite d'avant.
#[cfg(unix)]
struct Limit(rustix::process::Rlimit);

#[cfg(unix)]
impl Limit {
    fn restore(self) {
        let resource = rustix::process::Resource::Nofile;
        rustix::process::setrlimit(resource, self.0).expect("elle était permise");
    }
}
// ANCHOR_END: Limit
