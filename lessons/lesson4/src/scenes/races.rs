//! Un réveil pendant l'appel à `poll`.

use std::cell::Cell;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use lesson4::v4_wakers::Loop;
use scene::say;

// ANCHOR: Flag
/// Un drapeau, levé par le waker.
#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}
// ANCHOR_END: Flag

// ANCHOR: interrupted_look
/// Une future que l'on réveille pendant son premier appel à `poll`, comme le ferait un
/// autre thread, juste après qu'elle a regardé.
async fn interrupted_look() {
    let looks = Cell::new(0);
    poll_fn(|cx| {
        if looks.replace(looks.get() + 1) == 1 {
            say!("second regard : l'image est là");
            return Poll::Ready(());
        }
        say!("premier regard : pas d'image");
        say!("    pendant ce temps, l'image arrive, et réveille");
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
// ANCHOR_END: interrupted_look

// ANCHOR: late_flag
pub fn late_flag() {
    let flag = Arc::new(Flag(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&flag));
    let mut look = Box::pin(interrupted_look());
    while flag.0.load(Ordering::SeqCst) {
        let polled = look.as_mut().poll(&mut Context::from_waker(&waker));
        // Trop tard : le réveil arrivé pendant `poll` s'efface avec les autres.
        flag.0.store(false, Ordering::SeqCst);
        if polled.is_ready() {
            return;
        }
    }
    say!("le drapeau est baissé : personne ne regardera plus");
}
// ANCHOR_END: late_flag

// ANCHOR: flag_lowered_first
pub fn flag_lowered_first() {
    let night = Loop::new();
    night.add_task(interrupted_look());
    let asleep = night.run_until_stalled();
    say!("plus rien n'est prêt : {asleep} tâche dort");
}
// ANCHOR_END: flag_lowered_first
