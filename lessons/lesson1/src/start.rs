//! À quel moment le code d'une coroutine démarre-t-il ?

use std::sync::mpsc::channel;
use std::time::Duration;

use scene::{block_on, blocking_sleep, future, say, sleep, task};
use tokio::runtime::Builder;

// ANCHOR: pose
async fn pose(star: &str) {
    say!("{star} : début");
    sleep(Duration::from_millis(300)).await;
    say!("{star} : fin");
}
// ANCHOR_END: pose

// ANCHOR: awaited
pub fn awaited() {
    block_on(async {
        let vega = future("Véga", pose("Véga"));
        let deneb = future("Deneb", pose("Deneb"));
        say!("les deux futures sont créées");
        vega.await;
        deneb.await;
    });
}
// ANCHOR_END: awaited

// ANCHOR: spawned
pub fn spawned() {
    block_on(async {
        let vega = tokio::spawn(task("Véga", pose("Véga")));
        let deneb = tokio::spawn(task("Deneb", pose("Deneb")));
        say!("les deux tâches sont lancées, et rien n'a démarré");
        blocking_sleep(Duration::from_millis(200));
        say!("premier await : la main est rendue ici");
        vega.await.expect("Véga a paniqué");
        deneb.await.expect("Deneb a paniqué");
    });
}
// ANCHOR_END: spawned

// ANCHOR: spawned_elsewhere
pub fn spawned_elsewhere() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build();
    let runtime = runtime.expect("le système refuse de créer un runtime");
    let (started, news) = channel();
    runtime.spawn(async move { started.send("démarrée") });
    // Aucun await : ce thread attend la nouvelle sans rendre la main à personne.
    say!("la tâche est {}, et personne ne l'a attendue", news.recv().unwrap());
}
// ANCHOR_END: spawned_elsewhere

// ANCHOR: watch_for_ever
async fn watch_for_ever(star: &str, period: Duration) {
    loop {
        say!("{star} : un coup d'œil");
        sleep(period).await;
    }
}
// ANCHOR_END: watch_for_ever

// ANCHOR: abandoned
pub fn abandoned() {
    let (often, rarely) = (Duration::from_millis(300), Duration::from_millis(500));
    block_on(async {
        tokio::spawn(task("Véga", watch_for_ever("Véga", often)));
        tokio::spawn(task("Deneb", watch_for_ever("Deneb", rarely)));
        sleep(Duration::from_millis(950)).await;
        say!("la coroutine principale se termine");
    });
    say!("le runtime n'existe plus, ses tâches non plus");
}
// ANCHOR_END: abandoned
