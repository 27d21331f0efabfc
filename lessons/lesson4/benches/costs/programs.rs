//! Les programmes mesurés, écrits une fois et compilés avec chaque moteur.
//!
//! Le module qui inclut celui-ci donne `run`, `spawn`, `sleep`, `yield_now`, `channel`
//! et `oneshot`.

use std::time::Duration;

use lesson3::interrupt;

use super::{channel, oneshot, run, sleep, spawn, yield_now};
use crate::machine::{cpu_time, resident};
use crate::workloads::Workload;

/// Renvoie le coût d'une opération : des nanosecondes de processeur, ou des octets.
pub fn measure(workload: Workload, count: usize) -> f64 {
    if workload == Workload::Bytes {
        return run(bytes(count));
    }
    // Un échauffement, sauf là où il faudrait attendre.
    if workload != Workload::Sleeps {
        play(workload, count.div_ceil(10));
    }
    let before = cpu_time();
    play(workload, count);
    (cpu_time() - before).as_nanos() as f64 / count as f64
}

fn play(workload: Workload, count: usize) {
    match workload {
        Workload::Yield1 => run(yields(1, count)),
        Workload::Wake1 => run(wakes(count)),
        Workload::Yield1000 => run(yields(1000, count)),
        Workload::SpawnJoin => run(batches(1, count)),
        Workload::Batches => run(batches(1000, count)),
        Workload::Crowd => run(batches(count, count)),
        Workload::PingPong => run(ping_pong(count)),
        Workload::Oneshot => run(questions(count)),
        Workload::Sleeps => run(sleeps(count)),
        Workload::Bytes => unreachable!("mesuré autrement"),
    }
}

async fn yields(tasks: usize, count: usize) {
    let yielding = move || async move {
        for _ in 0..count / tasks {
            yield_now().await;
        }
    };
    let handles: Vec<_> = (0..tasks).map(|_| spawn(yielding())).collect();
    for handle in handles {
        let _ = handle.await;
    }
}

async fn wakes(count: usize) {
    for _ in 0..count {
        interrupt().await;
    }
}

async fn batches(size: usize, count: usize) {
    let mut handles = Vec::with_capacity(size);
    for _ in 0..count / size {
        handles.extend((0..size).map(|_| spawn(async {})));
        for handle in handles.drain(..) {
            let _ = handle.await;
        }
    }
}

// ANCHOR: ping_pong
async fn ping_pong(count: usize) {
    let (ping, mut pinged) = channel(1);
    let (pong, mut ponged) = channel(1);
    let echo = spawn(async move {
        while let Some(value) = pinged.recv().await {
            let _ = pong.send(value).await;
        }
    });
    for value in 0..count {
        let _ = ping.send(value).await;
        let _ = ponged.recv().await;
    }
    drop(ping);
    let _ = echo.await;
}
// ANCHOR_END: ping_pong

async fn questions(count: usize) {
    let (ask, mut asked) = channel(1);
    let client = async move {
        for value in 0..count {
            let (answer, answered) = oneshot();
            let _ = ask.send((value, answer)).await;
            let _ = answered.await;
        }
    };
    let server = spawn(async move {
        while let Some((value, answer)) = asked.recv().await {
            let _ = answer.send(value);
        }
    });
    client.await;
    let _ = server.await;
}

async fn sleeps(count: usize) {
    let mut seed = 1_u64;
    let mut handles = Vec::with_capacity(count);
    for _ in 0..count {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let delay = Duration::from_nanos(200_000_000 + (seed >> 34));
        handles.push(spawn(async move {
            sleep(delay).await;
        }));
    }
    for handle in handles {
        let _ = handle.await;
    }
}

async fn bytes(count: usize) -> f64 {
    let mut handles = Vec::with_capacity(count);
    let before = resident(std::process::id());
    for _ in 0..count {
        handles.push(spawn(async {
            sleep(Duration::from_secs(3600)).await;
        }));
    }
    // Que chacune ait le temps de s'endormir.
    sleep(Duration::from_millis(100)).await;
    let bytes = resident(std::process::id()) - before;
    std::mem::forget(handles);
    bytes as f64 / count as f64
}
