//! La chronologie en JSON : le journal brut, pour qui veut en faire autre chose.
//!
//! Le schéma est dans `schema.json`, à la racine de cette crate.

use std::fmt::Write as _;

use crate::record::{Event, Kind, Lane, LaneKind, Log, Outcome, Timeline, Waker};

/// Écrit en JSON les journaux `acts`, chacun avec son titre, de la scène `scene`.
pub fn json(scene: &str, acts: &[(&str, &Timeline)]) -> String {
    let acts: Vec<_> =
        acts.iter().map(|(title, timeline)| act(title, timeline)).collect();
    format!(
        "{{\n\"schema\": 1,\n\"scene\": {},\n\"acts\": [\n{}\n]\n}}\n",
        quote(scene),
        acts.join(",\n"),
    )
}

fn act(title: &str, timeline: &Timeline) -> String {
    let Log { lanes, events } = timeline.snapshot();
    let lanes: Vec<_> = lanes.iter().map(lane).collect();
    let events: Vec<_> = events.iter().map(event).collect();
    format!(
        "{{\"title\": {}, \"lanes\": [\n{}\n], \"events\": [\n{}\n]}}",
        quote(title),
        lanes.join(",\n"),
        events.join(",\n"),
    )
}

fn lane(lane: &Lane) -> String {
    let kind = match lane.kind {
        LaneKind::Future => "future",
        LaneKind::Task => "task",
        LaneKind::Thread => "thread",
    };
    format!("{{\"name\": {}, \"kind\": \"{kind}\"}}", quote(&lane.name))
}

fn event(event: &Event) -> String {
    let (at, lane) = (event.at.as_nanos(), event.lane);
    let kind = match &event.kind {
        Kind::Created => "\"created\"".to_owned(),
        Kind::PollStarted => "\"poll_started\"".to_owned(),
        Kind::PollEnded(outcome) => {
            let outcome = match outcome {
                Outcome::Pending => "pending",
                Outcome::Ready => "ready",
                Outcome::Panicked => "panicked",
            };
            format!("\"poll_ended\", \"outcome\": \"{outcome}\"")
        }
        Kind::Woken(Waker::Lane(by)) => format!("\"woken\", \"by\": {by}"),
        Kind::Woken(Waker::Runtime) => "\"woken\", \"by\": null".to_owned(),
        Kind::TimerSet { deadline } => {
            format!("\"timer_set\", \"deadline_ns\": {}", deadline.as_nanos())
        }
        Kind::BlockStarted => "\"block_started\"".to_owned(),
        Kind::BlockEnded => "\"block_ended\"".to_owned(),
        Kind::Dropped => "\"dropped\"".to_owned(),
    };
    format!("{{\"at_ns\": {at}, \"lane\": {lane}, \"kind\": {kind}}}")
}

/// Met un texte entre guillemets, à la façon de JSON.
fn quote(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}
