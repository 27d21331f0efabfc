//! Les tests cachés.

use std::mem::size_of;
use std::panic::{AssertUnwindSafe, catch_unwind};

use generateur::{Order, Session, Step};

/// Joue une session entière : chaque pose reçoit le nombre de photons suivant.
fn orders(target: u64, photons: &[u64]) -> (Vec<Order>, u64) {
    let mut session = Session::new(target);
    let (mut orders, mut photons) = (Vec::new(), photons.iter());
    let mut sent = 0;
    loop {
        match session.resume(sent) {
            Step::Complete(total) => return (orders, total),
            Step::Yielded(order) => orders.push(order),
        }
        sent = match orders.last() {
            Some(Order::Expose) => *photons.next().unwrap_or_else(|| {
                kit::fail(format!(
                    "target = {target} : la session demande une pose de trop ; \
                     ordres donnés : {orders:?}"
                ))
            }),
            _ => 0,
        };
    }
}

fn expected(poses: usize) -> Vec<Order> {
    let mut orders = vec![Order::Expose; poses + 2];
    orders[0] = Order::Open;
    orders[poses + 1] = Order::Close;
    orders
}

#[test]
fn les_photons_decident_du_nombre_de_poses() {
    kit::run(|| {
        for poses in [1_u64, 2, 7, 40] {
            let photons =
                kit::values(poses, poses as usize, 1..=u64::from(u32::MAX));
            let total: u64 = photons.iter().sum();
            let before_last = total - photons[photons.len() - 1];
            // La dernière pose atteint la cible exactement, ou la dépasse.
            for target in [total, before_last + 1] {
                let what = format!("les ordres et le total de {poses} poses");
                let actual: (Vec<Order>, u64) = orders(target, &photons);
                kit::check_eq(&what, actual, (expected(poses as usize), total));
            }
        }
    });
}

#[test]
fn seuls_les_photons_des_poses_comptent() {
    kit::run(|| {
        let mut session = Session::new(10);
        let expected = [
            (1000, Step::Yielded(Order::Open), "le 1er appel n'a pas de yield"),
            (1000, Step::Yielded(Order::Expose), "yield OPEN ignore sa valeur"),
            (4, Step::Yielded(Order::Expose), "yield EXPOSE ajoute la sienne"),
            (0, Step::Yielded(Order::Expose), "une pose peut ne rien recevoir"),
            (7, Step::Yielded(Order::Close), "la cible est dépassée"),
            (1000, Step::Complete(11), "yield CLOSE ignore sa valeur"),
        ];
        for (sent, step, why) in expected {
            let what = format!("target = 10, resume({sent}), où {why}");
            kit::check_eq(&what, session.resume(sent), step);
        }
    });
}

#[test]
fn deux_sessions_ne_se_melent_pas() {
    kit::run(|| {
        let (mut vega, mut deneb) = (Session::new(5), Session::new(50));
        let mut both = |sent| (vega.resume(sent), deneb.resume(sent));
        let order = Step::Yielded;
        for (sent, expected) in [
            (0, (order(Order::Open), order(Order::Open))),
            (0, (order(Order::Expose), order(Order::Expose))),
            (30, (order(Order::Close), order(Order::Expose))),
            (30, (Step::Complete(30), order(Order::Close))),
        ] {
            let what =
                format!("deux sessions reprises tour à tour par resume({sent})");
            kit::check_eq(&what, both(sent), expected);
        }
        let total = deneb.resume(0);
        kit::check_eq("la fin de la seconde session", total, Step::Complete(60));
    });
}

#[test]
fn reprendre_apres_la_fin_panique() {
    kit::run(|| {
        let mut session = Session::new(3);
        for sent in [0, 0, 3] {
            session.resume(sent);
        }
        kit::check_eq("la fin", session.resume(0), Step::Complete(3));
        for attempt in ["la première", "la seconde"] {
            let again = catch_unwind(AssertUnwindSafe(|| session.resume(0)));
            if let Ok(step) = again {
                kit::fail(format!(
                    "reprise après la fin, {attempt} fois, la session répond \
                     {step:?} au lieu de paniquer"
                ));
            }
        }
    });
}

#[test]
fn la_coroutine_tient_en_24_octets() {
    kit::run(|| {
        kit::check_eq("la fin", orders(2, &[1, 1]).1, 2);
        let size = size_of::<Session>();
        kit::check(
            size <= 24,
            format!(
                "une session occupe {size} octets au lieu de 24 au plus : elle ne \
                 retient que deux nombres et un endroit, pas de liste"
            ),
        );
    });
}
