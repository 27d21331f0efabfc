//! Les tests cachés.

use std::time::Duration;

use reserve::{PUMPING, Refused, Reserve, keeper};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Une réserve, et la tâche de son gardien.
fn open(litres: u32) -> (Reserve, JoinHandle<u32>) {
    let (orders, inbox) = mpsc::channel(1);
    (Reserve::new(orders), tokio::spawn(keeper(litres, inbox)))
}

#[test]
fn aucune_commande_ne_se_perd() {
    kit::virtual_time(async {
        let (reserve, keeper) = open(100);
        let clients: Vec<_> = (0..10)
            .map(|_| {
                let reserve = reserve.clone();
                tokio::spawn(async move { reserve.draw(5).await })
            })
            .collect();
        let all = async {
            let mut answers: Vec<Result<u32, Refused>> = Vec::new();
            for client in clients {
                answers.extend(client.await);
            }
            answers
        };
        let (duration, answers) = kit::elapsed(all).await;
        let expected: Vec<_> = (1..=10).map(|n| Ok(100 - 5 * n)).collect();
        let what = "dix commandes de 5 litres sur 100 ; les réponses, dans l'ordre";
        kit::check_eq(what, answers, expected);
        kit::assert_elapsed("servir dix commandes", duration, PUMPING * 10);
        drop(reserve);
        kit::check_eq("ce qu'il reste à la fin", keeper.await.ok(), Some(50));
    });
}

#[test]
fn le_gardien_finit_avec_la_derniere_reserve() {
    kit::virtual_time(async {
        let (reserve, keeper) = open(10);
        let other = reserve.clone();
        drop(reserve);
        sleep(Duration::from_secs(5)).await;
        kit::check(
            !keeper.is_finished(),
            "une réserve est encore là : le gardien aussi",
        );
        kit::check_eq("1 litre sur 10", other.draw(1).await, Ok(9));
        drop(other);
        let left = timeout(Duration::from_secs(5), keeper).await;
        kit::check(
            left.is_ok(),
            "plus personne ne peut commander : le gardien doit finir",
        );
        kit::check_eq("ce qu'il reste", left.ok().and_then(Result::ok), Some(9));
    });
}

#[test]
fn sans_gardien_la_reponse_est_closed() {
    kit::virtual_time(async {
        let (reserve, keeper) = open(10);
        let cut_off = async {
            sleep(PUMPING / 2).await;
            keeper.abort();
        };
        let (answer, ()) = tokio::join!(reserve.draw(1), cut_off);
        let what = "le gardien disparaît pendant qu'il sert ; la réponse";
        kit::check_eq(what, answer, Err(Refused::Closed));
        let answer: Result<u32, Refused> = reserve.draw(1).await;
        let what = "le gardien n'est plus là ; la réponse";
        kit::check_eq(what, answer, Err(Refused::Closed));
    });
}

#[test]
fn renoncer_a_une_reponse_ne_gene_personne() {
    kit::virtual_time(async {
        let (reserve, keeper) = open(10);
        let late = timeout(PUMPING / 2, reserve.draw(3)).await;
        kit::check(late.is_err(), "servir une commande dure PUMPING");
        sleep(PUMPING).await;
        let gone = "personne n'attend plus la réponse, et le gardien s'est arrêté";
        kit::check(!keeper.is_finished(), gone);
        let what = "on a renoncé à la réponse d'une commande de 3 ; 1 litre ensuite";
        kit::check_eq(what, reserve.draw(1).await, Ok(6));
        drop(reserve);
        kit::check_eq("ce qu'il reste à la fin", keeper.await.ok(), Some(6));
    });
}
