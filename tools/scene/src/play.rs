//! Jouer des scènes.

use std::process::ExitCode;

use clock::Clock;
use timeline::{Chart, Timeline};

use crate::cli::{self, Format, Play, Request};
use crate::output;

/// Une scène : un petit programme qui montre une idée, en un ou plusieurs actes.
pub struct Scene {
    /// Le mot qu'on tape pour la jouer.
    pub name: &'static str,
    /// Ce qu'elle montre, en une ligne.
    pub about: &'static str,
    /// Ses actes, joués l'un après l'autre, chacun à partir de la date zéro.
    pub acts: &'static [Act],
}

/// Une partie d'une scène.
pub struct Act {
    /// Ce qu'elle montre, en une ligne.
    pub title: &'static str,
    /// Ce qu'elle exécute.
    pub play: fn(),
}

impl Scene {
    /// Déclare une scène.
    pub const fn new(
        name: &'static str,
        about: &'static str,
        acts: &'static [Act],
    ) -> Self {
        Self { name, about, acts }
    }
}

impl Act {
    /// Déclare un acte.
    pub const fn new(title: &'static str, play: fn()) -> Self {
        Self { title, play }
    }
}

/// Fait ce que demande la ligne de commande d'une leçon intitulée `title`.
pub fn run(title: &str, scenes: &[Scene]) -> ExitCode {
    match cli::parse(std::env::args_os().skip(1), scenes) {
        Ok(Request::Help) => output::write(cli::USAGE),
        Ok(Request::List) => list(scenes),
        Ok(Request::Play(play)) => return perform(title, scenes, &play),
        Err(error) => {
            output::complain(&error);
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn list(scenes: &[Scene]) {
    let margin = scenes.iter().map(|scene| scene.name.len()).max().unwrap_or(0);
    for Scene { name, about, .. } in scenes {
        output::line(format_args!("{name:margin$}  {about}"));
    }
}

fn perform(title: &str, scenes: &[Scene], play: &Play) -> ExitCode {
    let Some(scene) = play.scene else {
        output::line(format_args!("{title}"));
        for scene in scenes {
            output::separate();
            perform_scene(scene, play);
        }
        return ExitCode::SUCCESS;
    };
    perform_scene(&scenes[scene], play)
}

fn perform_scene(scene: &Scene, play: &Play) -> ExitCode {
    let alone = play.timeline.filter(|format| *format != Format::Text);
    if alone.is_some() {
        output::silence_lines();
    }
    let acts = scene.acts.iter().enumerate();
    let chosen = acts.filter(|(rank, _)| play.act.is_none_or(|act| act == *rank));
    let mut played = Vec::new();
    for (place, (rank, act)) in chosen.enumerate() {
        if place > 0 {
            output::separate();
        }
        played.push((act.title, perform_act(scene, rank, play)));
    }
    alone.map_or(ExitCode::SUCCESS, |format| draw(scene, &played, play.act, format))
}

fn perform_act(scene: &Scene, rank: usize, play: &Play) -> Timeline {
    let act = &scene.acts[rank];
    let number = match scene.acts.len() {
        1 => String::new(),
        acts => format!(" {}/{acts}", rank + 1),
    };
    output::line(format_args!("── {}{number} : {}", scene.name, act.title));
    let timeline = Timeline::new();
    let clock =
        if play.virtual_time { Clock::virtual_time() } else { Clock::real() };
    // Les threads que la scène crée elle-même lisent aussi cette horloge.
    clock.install();
    let entered = clock.enter();
    timeline.collect(act.play);
    drop(entered);
    if play.timeline == Some(Format::Text) {
        let chart = Chart::new(act.title, &timeline);
        output::separate();
        if chart.is_empty() {
            output::line(format_args!(
                "(pas de chronologie : rien n'est suivi ici)"
            ));
        } else {
            output::write(&timeline::text(&chart, output::accepts_color()));
        }
    }
    timeline
}

/// Écrit la chronologie des actes joués, et rien d'autre.
fn draw(
    scene: &Scene,
    played: &[(&str, Timeline)],
    act: Option<usize>,
    format: Format,
) -> ExitCode {
    let charts = played.iter().map(|(title, timeline)| Chart::new(title, timeline));
    let charts: Vec<_> = charts.filter(|chart| !chart.is_empty()).collect();
    if charts.is_empty() {
        output::complain(&format!("la scène {} n'a pas de chronologie", scene.name));
        return ExitCode::FAILURE;
    }
    let drawing = match format {
        Format::Json => {
            let acts: Vec<_> =
                played.iter().map(|(title, acts)| (*title, acts)).collect();
            timeline::json(scene.name, &acts)
        }
        Format::Table => charts.iter().map(timeline::table).collect(),
        Format::Text | Format::Svg => {
            let act = act.map(|act| format!("-{}", act + 1)).unwrap_or_default();
            timeline::svg(&charts, &format!("timeline-{}{act}", scene.name))
        }
    };
    output::write(&drawing);
    ExitCode::SUCCESS
}
