//! Pourquoi `Pin` : une valeur qui contient sa propre adresse ne se déplace plus.

use std::cell::Cell;
use std::ptr;
use std::task::{Context, Waker};

use lesson2::interrupt;
use scene::say;

// ANCHOR: look
/// Une coroutine qui emprunte sa propre variable à travers une attente.
async fn look(seen: &Cell<*const u8>) -> u8 {
    let image = [1, 2, 3];
    let first = &image[0];
    seen.set(first);
    interrupt().await;
    *first
}
// ANCHOR_END: look

// ANCHOR: inside_itself
pub fn inside_itself() {
    let seen = Cell::new(ptr::null());
    let mut coroutine = Box::pin(look(&seen));
    let mut cx = Context::from_waker(Waker::noop());
    let _ = coroutine.as_mut().poll(&mut cx);

    let place = ptr::from_ref(&*coroutine).cast::<u8>();
    let body = place..place.wrapping_add(size_of_val(&*coroutine));
    let inside = yes(body.contains(&seen.get()));
    say!("la référence désigne l'intérieur de la coroutine : {inside}");
}
// ANCHOR_END: inside_itself

// ANCHOR: Selfie
/// Une valeur qui note où elle se trouve, comme cette coroutine.
struct Selfie {
    image: [u8; 3],
    first: *const u8,
}

impl Selfie {
    fn take(&mut self) {
        self.first = self.image.as_ptr();
    }

    fn is_true(&self) -> bool {
        ptr::eq(self.first, self.image.as_ptr())
    }
}
// ANCHOR_END: Selfie

// ANCHOR: moved
pub fn moved() {
    let mut selfie = Selfie { image: [1, 2, 3], first: ptr::null() };
    selfie.take();
    say!("sur place, l'adresse notée est la bonne : {}", yes(selfie.is_true()));
    let moved = Box::new(selfie);
    say!(
        "déplacée sur le tas, l'adresse notée est la bonne : {}",
        yes(moved.is_true())
    );

    let mut pinned = Box::pin(Selfie { image: [1, 2, 3], first: ptr::null() });
    pinned.take();
    let elsewhere = pinned;
    say!("la boîte épinglée a changé de main : {}", yes(elsewhere.is_true()));
}
// ANCHOR_END: moved

fn yes(answer: bool) -> &'static str {
    if answer { "oui" } else { "non" }
}
