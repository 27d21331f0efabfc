//! Les tests cachés.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, ErrorKind};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use kit::{Log, Probe, ProbeHandle, Stepper};
use reacteur_bouchon::{Kernel, Loop, Reactor, Read, Timers};

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
fn des_octets_deja_la_n_attendent_pas() {
    kit::run(|| {
        let kernel: Pocket = Pocket::default();
        let reactor: Reactor = Reactor::new(kernel.clone());
        let message: Vec<u8> = kit::seeded(1).u32(10_000..99_999).to_string().into();
        kernel.deliver(4, Ok(message.clone()));
        let woken: bool = reactor.dispatch();
        kit::check(!woken, "dispatch dit vrai, mais personne n'attend la ligne 4");
        let mut received: Vec<u8> = Vec::new();
        for part in ["les quatre premiers octets", "le cinquième octet"] {
            let mut buffer = [0; 4];
            let reading: Read<'_> = reactor.read(4, &mut buffer);
            let count = Stepper::new(reading).expect_ready(&format!(
                "{part} : le système les a, et ne les annoncera plus"
            ));
            received.extend_from_slice(&buffer[..count.unwrap_or(0)]);
        }
        kit::check_eq("les octets", received, message);
    });
}

#[test]
fn une_fausse_alerte_ne_finit_pas_la_lecture() {
    kit::run(|| {
        let kernel: Pocket = Pocket::default();
        let reactor: Reactor = Reactor::new(kernel.clone());
        let mut buffer = [0; 8];
        let mut reading = Stepper::new(reactor.read(0, &mut buffer));
        reading.expect_pending("rien n'est arrivé");
        for _ in 0..3 {
            kernel.news.borrow_mut().push(0);
            reactor.dispatch();
            reading.expect_woken("la ligne 0 est annoncée");
            reading.expect_pending("la ligne 0 est annoncée, mais n'a rien à lire");
        }
        kernel.deliver(0, Err(ErrorKind::ConnectionReset));
        reactor.dispatch();
        reading.expect_woken("la ligne 0 est annoncée");
        let answer: io::Result<usize> =
            reading.expect_ready("la ligne est en panne");
        let error = answer.err().map(|error| error.kind());
        kit::check_eq("la panne", error, Some(ErrorKind::ConnectionReset));
    });
}

#[test]
fn un_appel_interrompu_recommence_aussitot() {
    kit::run(|| {
        let kernel: Pocket = Pocket::default();
        let reactor: Reactor = Reactor::new(kernel.clone());
        kernel.deliver(0, Err(ErrorKind::Interrupted));
        kernel.deliver(0, Err(ErrorKind::Interrupted));
        kernel.deliver(0, Ok(b"ciel".to_vec()));
        let mut buffer = [0; 8];
        let mut reading = Stepper::new(reactor.read(0, &mut buffer));
        let answer =
            reading.expect_ready("l'appel est interrompu, puis lit 4 octets");
        let answer = answer.map_err(|error| error.kind());
        kit::check_eq(
            "deux signaux, puis quatre octets ; la lecture",
            answer,
            Ok(4),
        );
    });
}

#[test]
fn le_dernier_waker_est_reveille() {
    kit::run(|| {
        let kernel: Pocket = Pocket::default();
        let reactor: Reactor = Reactor::new(kernel.clone());
        let mut buffer = [0; 8];
        let mut reading = Stepper::new(reactor.read(0, &mut buffer));
        reading.expect_pending("rien n'est arrivé");
        reading.with_new_waker();
        reading.expect_pending("rien n'est arrivé");
        kernel.deliver(0, Ok(b"ciel".to_vec()));
        reactor.dispatch();
        reading.expect_woken("la ligne 0 a du nouveau");
    });
}

#[test]
fn une_lecture_detruite_n_attend_plus() {
    kit::run(|| {
        let kernel: Pocket = Pocket::default();
        let reactor: Reactor = Reactor::new(kernel.clone());
        let mut buffers = [[0; 8]; 3];
        let [first, second, third] = &mut buffers;
        let mut given_up = Stepper::new(reactor.read(0, first));
        given_up.expect_pending("rien n'est arrivé");
        drop(given_up);
        kernel.deliver(0, Ok(b"ciel".to_vec()));
        let woken = reactor.dispatch();
        kit::check(!woken, "la lecture est détruite, et dispatch l'a réveillée");
        let mut finished = Stepper::new(reactor.read(1, second));
        finished.expect_pending("rien n'est arrivé sur la ligne 1");
        kernel.deliver(1, Ok(b"pur".to_vec()));
        reactor.dispatch();
        let _ = finished.expect_ready("trois octets sont arrivés");
        let mut next = Stepper::new(reactor.read(1, third));
        next.expect_pending("rien de plus n'est arrivé sur la ligne 1");
        drop(finished);
        kernel.deliver(1, Ok(Vec::new()));
        reactor.dispatch();
        next.expect_woken(
            "la précédente, finie, est détruite ; la ligne 1 est close",
        );
    });
}

#[test]
fn l_horloge_ne_passe_pas_devant_des_octets() {
    kit::run(|| {
        let (engine, timers, log) = (Loop::new(), Timers::new(), Log::new());
        let kernel: Pocket = Pocket::default();
        let reactor: Reactor = Reactor::new(kernel.clone());
        let (source, clock, heard) = (reactor.clone(), timers.clone(), log.clone());
        engine.add_task(async move {
            let mut buffer = [0; 8];
            let answer = source.read(0, &mut buffer).await;
            let date = clock.now().as_secs();
            heard.push(format!("{date} s : {} octets", answer.unwrap_or(0)));
        });
        let clock = timers.clone();
        engine.add_task(async move {
            clock.sleep(Duration::from_secs(2)).await;
            kernel.deliver(0, Ok(b"ciel".to_vec()));
            clock.sleep(Duration::from_secs(7)).await;
        });
        engine.run_with(&timers, &reactor);
        kit::assert_log(&log, &["2 s : 4 octets"]);
        kit::check_eq("la date, à la fin", timers.now(), Duration::from_secs(9));
    });
}

/// Un système où rien n'arrive, et qui compte les demandes de nouvelles.
struct Silent(Arc<AtomicUsize>);

impl Kernel for Silent {
    fn read(&self, _line: usize, _buffer: &mut [u8]) -> io::Result<usize> {
        Err(ErrorKind::WouldBlock.into())
    }

    fn news(&self) -> Vec<usize> {
        self.0.fetch_add(1, SeqCst);
        Vec::new()
    }
}

#[test]
fn sans_echeance_elle_dort_jusqu_a_un_reveil() {
    kit::run(|| {
        let asked: Arc<AtomicUsize> = Arc::default();
        let (engine, timers) = (Loop::new(), Timers::new());
        let reactor: Reactor = Reactor::new(Silent(asked.clone()));
        let (probe, handle): (Probe<()>, ProbeHandle<()>) = Probe::new();
        engine.add_task(probe);
        let demands = asked.clone();
        let camera = thread::spawn(move || {
            for look in 0..1000 {
                if handle.has_waker() && (look >= 50 || demands.load(SeqCst) >= 9) {
                    return handle.complete(());
                }
                thread::sleep(Duration::from_millis(1));
            }
        });
        engine.run_with(&timers, &reactor);
        camera.join().expect("la pose finit");
        let asked = asked.load(SeqCst);
        let busy = format!(
            "les nouvelles ont été demandées {asked} fois pendant qu'un autre thread \
             finissait une pose : sans échéance ni nouvelle, run_with doit dormir"
        );
        kit::check(asked < 9, busy);
    });
}
