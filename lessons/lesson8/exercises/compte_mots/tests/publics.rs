//! Les tests donnés.

use compte_mots::{Counter, count_words};
use kit::Stepper;
use tokio::io::{AsyncWriteExt as _, BufReader};

const TEXT: &[u8] = b"  Vega,\tDeneb et  Altair\r\n\r\nRigel";

#[test]
fn un_mot_coupe_compte_une_fois() {
    kit::virtual_time(async {
        for size in [TEXT.len(), 1, 2, 3, 7] {
            let mut from = BufReader::with_capacity(size, TEXT);
            let mut counter = Counter::default();
            let counted = count_words(&mut from, &mut counter).await;
            kit::check(counted.is_ok(), "count_words renvoie un échec");
            let what = format!("les mots de TEXT, lu {size} par {size}");
            kit::check_eq(&what, counter.words(), 5);
        }
    });
}

#[test]
fn ce_qui_est_arrive_est_deja_compte() {
    kit::virtual_time(async {
        let (ours, mut theirs) = kit::pipe(64);
        let (mut from, mut counter) = (BufReader::new(ours), Counter::default());
        theirs.write_all(b"Vega Alt").await.unwrap();
        let mut counting = Stepper::new(count_words(&mut from, &mut counter));
        counting.expect_pending("le texte n'est pas fini");
        drop(counting);
        let what = "les mots comptés quand « Vega Alt » est arrivé, sans la suite";
        kit::check_eq(what, counter.words(), 2);
    });
}
