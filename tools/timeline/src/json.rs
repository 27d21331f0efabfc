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
    let skipped = match lane.skipped {
        0 => String::new(),
        skipped => format!(", \"skipped_polls\": {skipped}"),
    };
    format!("{{\"name\": {}, \"kind\": \"{kind}\"{skipped}}}", quote(&lane.name))
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

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};
    use std::time::Duration;

    use serde_json::Value;

    use super::*;
    use crate::{block, future, task, thread, timer};

    /// Un journal où arrive chaque sorte d'événement.
    fn everything() -> Timeline {
        let timeline = Timeline::new();
        timeline.collect(|| {
            let mut cx = Context::from_waker(Waker::noop());
            let sleeper = task("dor\"meur\\\n", async {
                timer(Duration::from_millis(5));
                std::future::pending::<()>().await;
            });
            let mut sleeper = Box::pin(sleeper);
            assert!(sleeper.as_mut().poll(&mut cx).is_pending());
            thread("à part", || block(|| ()))();
            let waking = future("réveil", async {
                std::future::poll_fn(|cx| {
                    cx.waker().wake_by_ref();
                    std::task::Poll::Ready(())
                })
                .await;
            });
            assert!(Box::pin(waking).as_mut().poll(&mut cx).is_ready());
        });
        timeline
    }

    fn names(value: &Value) -> Vec<&str> {
        value.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
    }

    /// Vérifie les champs de `object` : ceux que le schéma exige, et aucun autre.
    fn check(object: &Value, schema: &Value) {
        let fields = object.as_object().unwrap();
        for name in names(&schema["required"]) {
            assert!(fields.contains_key(name), "{name} manque dans {object}");
        }
        for (name, value) in fields {
            let rule = &schema["properties"][name];
            assert!(!rule.is_null(), "{name} n'est pas dans le schéma : {object}");
            if let Some(allowed) = rule["enum"].as_array() {
                assert!(allowed.contains(value), "{name} vaut {value}");
            }
        }
    }

    #[test]
    fn le_json_suit_son_schema() {
        let schema: Value =
            serde_json::from_str(include_str!("../schema.json")).unwrap();
        let timeline = everything();
        let text = json("scène", &[("acte \"un\"", &timeline)]);
        let value: Value = serde_json::from_str(&text).unwrap();
        check(&value, &schema);
        assert_eq!(value["schema"], schema["properties"]["schema"]["const"]);

        let act = &value["acts"][0];
        check(act, &schema["$defs"]["act"]);
        assert_eq!(act["title"], "acte \"un\"");
        assert_eq!(act["lanes"][0]["name"], "dor\"meur\\\n");
        for lane in act["lanes"].as_array().unwrap() {
            check(lane, &schema["$defs"]["lane"]);
        }
        let mut seen = Vec::new();
        for event in act["events"].as_array().unwrap() {
            check(event, &schema["$defs"]["event"]);
            seen.push(event["kind"].as_str().unwrap());
        }
        for kind in names(&schema["$defs"]["event"]["properties"]["kind"]["enum"]) {
            assert!(seen.contains(&kind), "aucun événement {kind} dans l'essai");
        }
    }
}
