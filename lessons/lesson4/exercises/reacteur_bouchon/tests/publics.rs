//! Les tests donnés.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, ErrorKind};
use std::rc::Rc;
use std::time::Duration;

use kit::{Log, Stepper};
use reacteur_bouchon::{Kernel, Loop, Reactor, Timers, gather};

/// Un système de poche : ce qui est arrivé sur chaque ligne, et les nouvelles.
#[derive(Clone, Default)]
struct Pocket {
    lines: Rc<RefCell<BTreeMap<usize, VecDeque<Arrival>>>>,
    news: Rc<RefCell<Vec<usize>>>,
}

/// Des octets, aucun à la fin, ou une panne.
type Arrival = Result<Vec<u8>, ErrorKind>;

impl Pocket {
    fn deliver(&self, line: usize, arrival: Arrival) {
        self.lines.borrow_mut().entry(line).or_default().push_back(arrival);
        self.news.borrow_mut().push(line);
    }
}

impl Kernel for Pocket {
    fn read(&self, line: usize, buffer: &mut [u8]) -> io::Result<usize> {
        let mut lines = self.lines.borrow_mut();
        let arrived = lines.entry(line).or_default();
        let mut bytes = arrived.pop_front().ok_or(ErrorKind::WouldBlock)??;
        let count = bytes.len().min(buffer.len());
        let rest = bytes.split_off(count);
        buffer[..count].copy_from_slice(&bytes);
        if !rest.is_empty() {
            arrived.push_front(Ok(rest));
        }
        Ok(count)
    }

    fn news(&self) -> Vec<usize> {
        self.news.take()
    }
}

#[test]
fn une_ligne_prete_reveille_sa_lecture() {
    kit::run(|| {
        let kernel = Pocket::default();
        let reactor = Reactor::new(kernel.clone());
        let mut buffer = [0; 8];
        let mut reading = Stepper::new(reactor.read(3, &mut buffer));
        reading.expect_pending("rien n'est arrivé sur la ligne 3");
        kit::check(!reactor.dispatch(), "dispatch dit vrai : personne à réveiller");
        reading.expect_not_woken("rien n'est arrivé sur la ligne 3");
        kernel.deliver(3, Ok(b"Rigel".to_vec()));
        kit::check(
            reactor.dispatch(),
            "dispatch dit faux : la ligne 3 a du nouveau",
        );
        reading.expect_woken("dispatch a appris que la ligne 3 a du nouveau");
        let count = reading.expect_ready("cinq octets sont arrivés");
        kit::check_eq("le nombre d'octets", count.ok(), Some(5));
        drop(reading);
        kit::check_eq("les octets", &buffer[..5], b"Rigel");
    });
}

#[test]
fn seule_la_ligne_annoncee_est_reveillee() {
    kit::run(|| {
        let kernel = Pocket::default();
        let reactor = Reactor::new(kernel.clone());
        let mut buffers = [[0; 8]; 3];
        let [first, second, third] = &mut buffers;
        let mut vega = Stepper::new(reactor.read(0, first));
        let mut deneb = Stepper::new(reactor.read(1, second));
        let mut rigel = Stepper::new(reactor.read(2, third));
        for reading in [&mut vega, &mut deneb, &mut rigel] {
            reading.expect_pending("rien n'est arrivé");
        }
        kernel.deliver(1, Ok(b"Deneb".to_vec()));
        reactor.dispatch();
        deneb.expect_woken("la ligne 1 a du nouveau");
        vega.expect_not_woken("c'est la ligne 1 qui a du nouveau, pas la 0");
        rigel.expect_not_woken("c'est la ligne 1 qui a du nouveau, pas la 2");
        kernel.deliver(2, Ok(b"Rigel".to_vec()));
        kernel.deliver(0, Ok(Vec::new()));
        reactor.dispatch();
        rigel.expect_woken("les lignes 2 et 0 ont du nouveau");
        vega.expect_woken("les lignes 2 et 0 ont du nouveau");
        let count = vega.expect_ready("la ligne 0 est finie");
        kit::check_eq("le nombre d'octets, à la fin", count.ok(), Some(0));
    });
}

/// Reçoit les octets d'une ligne jusqu'à la fin, par morceaux de quatre au plus.
async fn receive(reactor: Reactor, line: usize) -> String {
    let (mut text, mut buffer) = (Vec::new(), [0; 4]);
    loop {
        match reactor.read(line, &mut buffer).await.expect("la ligne tient") {
            0 => return String::from_utf8(text).expect("le message est du texte"),
            count => text.extend_from_slice(&buffer[..count]),
        }
    }
}

#[test]
fn la_nuit_se_deroule() {
    kit::run(|| {
        let (engine, timers, log) = (Loop::new(), Timers::new(), Log::new());
        let kernel = Pocket::default();
        let reactor = Reactor::new(kernel.clone());
        let (clock, script) = (
            timers.clone(),
            [
                (0, Ok(&b"nuages a l'ouest"[..])),
                (1, Ok(b"ciel ")),
                (2, Err(ErrorKind::ConnectionReset)),
                (1, Ok(b"pur")),
                (1, Ok(b"")),
                (0, Ok(b"")),
            ],
        );
        engine.add_task(async move {
            for (line, arrival) in script {
                clock.sleep(Duration::from_secs(1)).await;
                kernel.deliver(line, arrival.map(<[u8]>::to_vec));
            }
        });
        let (inner, clock, night) = (engine.clone(), timers.clone(), log.clone());
        let source = reactor.clone();
        engine.add_task(async move {
            let antennas = ["Ada", "Berthe", "Célie"].into_iter().enumerate();
            let heard = antennas.map(|(line, name)| {
                let (reactor, clock, log) =
                    (source.clone(), clock.clone(), night.clone());
                async move {
                    let text = receive(reactor, line).await;
                    log.push(format!("{} s : {name} a tout", clock.now().as_secs()));
                    text
                }
            });
            for result in gather(&inner, heard.collect()).await {
                night.push(result.unwrap_or_else(|_| "ligne coupée".to_owned()));
            }
        });
        engine.run_with(&timers, &reactor);
        let night = [
            "5 s : Berthe a tout",
            "6 s : Ada a tout",
            "nuages a l'ouest",
            "ciel pur",
            "ligne coupée",
        ];
        kit::assert_log(&log, &night);
    });
}
