//! Les tests cachés.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use fusible::{Fuse, fuse};
use kit::{Probe, Stepper};

#[test]
fn un_appel_en_fait_un_seul() {
    kit::run(|| {
        let turns = kit::seeded(1).usize(2..9);
        let (exposure, handle) = Probe::after(turns, 'é');
        let mut fused: Stepper<Fuse<Probe<char>>> = Stepper::new(fuse(exposure));
        for call in 1..=turns {
            fused.expect_pending("la pose n'est pas finie");
            let what = format!("après {call} appels, ceux qu'a reçus la future");
            kit::check_eq(&what, handle.polls(), call);
        }
        kit::check_eq("la réponse", fused.expect_ready("la pose est finie"), 'é');
    });
}

#[test]
fn la_future_finie_est_detruite() {
    kit::run(|| {
        let (exposure, handle) = Probe::new();
        let mut fused = Stepper::new(fuse(exposure));
        fused.expect_pending("la pose n'est pas finie");
        handle.complete(3);
        fused.expect_ready("la pose est finie");
        let kept = "la future qui a abouti vit encore : le fusible, qui n'en fera \
                    plus rien, la garde, et avec elle ce qu'elle tient";
        kit::check(handle.is_dropped(), kept);
    });
}

/// Guette les deux signaux, et renvoie leurs noms dans l'ordre d'arrivée.
async fn watch(
    first: impl Future<Output = String>,
    second: impl Future<Output = String>,
) -> Vec<String> {
    let (mut first, mut second) = (pin!(fuse(first)), pin!(fuse(second)));
    let mut heard = Vec::new();
    poll_fn(|cx| {
        let answers = [first.as_mut().poll(cx), second.as_mut().poll(cx)];
        for answer in answers {
            if let Poll::Ready(name) = answer {
                heard.push(name);
            }
        }
        if heard.len() < 2 { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    heard
}

#[test]
fn la_boucle_de_berthe_aboutit() {
    kit::run(|| {
        let ((exposure, end), (rain, clear)) = (Probe::new(), Probe::new());
        // Des coroutines, qui paniquent si on les interroge après leur réponse, et
        // qui ne vivent pas au-delà de l'essai.
        let (pose, sky) = (String::from("pose"), String::from("ciel"));
        let exposure = async { format!("{pose} {}", exposure.await) };
        let rain = async { format!("{sky} {}", rain.await) };
        let mut watch = Stepper::new(watch(exposure, rain));
        watch.expect_pending("rien n'a répondu");
        clear.complete("dégagé");
        watch.expect_pending("seule l'averse a cessé");
        watch.expect_pending("seule l'averse a cessé");
        end.complete("finie");
        watch.expect_woken("la pose est finie");
        let heard = watch.expect_ready("la pose est finie, après l'averse");
        kit::check_eq("les signaux entendus", heard, ["ciel dégagé", "pose finie"]);
    });
}
