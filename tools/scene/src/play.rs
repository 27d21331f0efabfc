//! Jouer des scènes.

use std::ffi::OsString;
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

/// Un programme d'une leçon : il sert pour de bon, avec sa propre ligne de commande.
pub struct Program {
    /// Le mot qu'on tape pour le lancer.
    pub name: &'static str,
    /// Ce qu'il fait, en une ligne.
    pub about: &'static str,
    /// Ce qu'il exécute, avec les mots qui suivent son nom.
    ///
    /// Avec `--aide` parmi eux, il ne fait que dire s'il comprend les autres (code 0) et
    /// comment s'en servir ; s'il ne comprend pas, une ligne sur la sortie d'erreur, code 2.
    pub run: fn(Vec<OsString>) -> ExitCode,
}

/// Fait ce que demande la ligne de commande d'une leçon intitulée `title`.
pub fn run(title: &str, scenes: &[Scene]) -> ExitCode {
    run_with(title, scenes, &[])
}

/// Fait comme [`run`], pour une leçon qui a aussi des programmes.
///
/// Une scène et un programme peuvent porter le même nom : `suivre`, seul ou suivi
/// d'options de scène, joue la scène ; suivi d'autre chose, il lance le programme.
pub fn run_with(title: &str, scenes: &[Scene], programs: &[Program]) -> ExitCode {
    let mut args: Vec<_> = std::env::args_os().skip(1).collect();
    let request = cli::parse(args.clone(), scenes, programs);
    let first = args.first().and_then(|first| first.to_str());
    if let Some(program) =
        programs.iter().find(|program| first == Some(program.name))
        && !cli::is_for_scene(&request, args.len())
    {
        return (program.run)(args.split_off(1));
    }
    match request {
        Ok(Request::Help) => output::write(cli::USAGE),
        Ok(Request::List) => list(scenes, programs),
        Ok(Request::Play(play)) => return perform(title, scenes, &play),
        Err(error) => {
            output::complain(&error);
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn list(scenes: &[Scene], programs: &[Program]) {
    let scenes = scenes.iter().map(|scene| (scene.name, scene.about));
    let programs = programs.iter().map(|program| (program.name, program.about));
    let names = scenes.clone().chain(programs.clone());
    let margin = names.map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, about) in scenes {
        output::line(format_args!("{name:margin$}  {about}"));
    }
    if programs.len() > 0 {
        output::separate();
    }
    for (name, about) in programs {
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
