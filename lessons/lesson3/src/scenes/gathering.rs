//! Lancer des tâches et recueillir leurs résultats.

use std::rc::Rc;
use std::time::Duration;

use lesson3::{Loop, Waiter, gather, sleep};
use scene::{future, say};

// ANCHOR: expose
async fn expose(star: &'static str, millis: u64) -> Result<String, String> {
    sleep(Duration::from_millis(millis)).await;
    match star {
        "Deneb" => Err("un nuage est passé".to_owned()),
        "Altaïr" => panic!("l'obturateur est bloqué"),
        _ => {
            say!("{star} : image prise");
            Ok(format!("image de {star}"))
        }
    }
}
// ANCHOR_END: expose

// ANCHOR: results_in_order
pub fn results_in_order() {
    let stars = [("Véga", 600), ("Deneb", 200), ("Altaïr", 300), ("Sirius", 400)];
    let results = Loop::new().run_task(async move {
        gather(stars.map(|(star, millis)| expose(star, millis)).into()).await
    });
    for ((star, _), result) in stars.iter().zip(results) {
        match result {
            Ok(Ok(image)) => say!("{star} : {image}"),
            Ok(Err(error)) => say!("{star} : erreur, {error}"),
            Err(_) => say!("{star} : la tâche a paniqué"),
        }
    }
}
// ANCHOR_END: results_in_order

// ANCHOR: graph
/// Une étape d'une nuit d'observation, qui attend les précédentes.
async fn step(
    name: &'static str,
    after: Vec<Rc<Waiter>>,
    millis: u64,
    done: Rc<Waiter>,
) {
    for previous in after {
        previous.wait().await;
    }
    say!("{name} commence");
    sleep(Duration::from_millis(millis)).await;
    done.set();
}

pub fn graph() {
    let night = Loop::new();
    let [dome, cold, point, image] = [(); 4].map(|()| Rc::new(Waiter::new(1)));
    let steps = [
        ("coupole", vec![], 500, &dome),
        ("caméra", vec![], 800, &cold),
        ("pointage", vec![&dome], 200, &point),
        ("pose", vec![&point, &cold], 600, &image),
    ];
    for (name, after, millis, done) in steps {
        let after: Vec<Rc<Waiter>> = after.into_iter().map(Rc::clone).collect();
        let done = Rc::clone(done);
        night.add_task(future(name, step(name, after, millis, done)));
    }
    night.run();
    say!("l'image est prise");
}
// ANCHOR_END: graph
