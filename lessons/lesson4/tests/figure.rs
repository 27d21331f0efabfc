//! La figure « qui remonte, qui descend », tirée des deux traces que montre la page.

use std::fmt::Write as _;

use lesson_check::check_file;

const RUST: &str = include_str!("../outputs/remonte-descend.txt");
const PYTHON: &str = include_str!("../python/travel.out");
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/figures");

const LANES: [&str; 4] = ["boucle", "observation", "pose", "capteur"];
const WIDTH: f64 = 360.0;
const LEFT: f64 = 92.0;
const LANE: f64 = 36.0;
const TITLE: f64 = 26.0;

#[test]
fn la_figure_est_celle_des_deux_traces() {
    let mut body = String::new();
    let top = panel(&mut body, "Python : la future remonte", PYTHON, 0.0);
    let top = panel(&mut body, "Rust : le waker descend", RUST, top);
    let height = legend(&mut body, top);
    let svg = format!(
        "<svg class=\"timeline travel\" xmlns=\"http://www.w3.org/2000/svg\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"travel-title travel-desc\">\n\
         <title id=\"travel-title\">Le trajet d’un appel, en Python et en Rust</title>\n\
         <desc id=\"travel-desc\">En Python, send descend sans rien, la future remonte \
         d’étage en étage jusqu’à la boucle, où la tâche s’y inscrit. En Rust, le waker descend \
         avec poll jusqu’au capteur, qui le garde ; Pending remonte sans rien.</desc>\n\
         {STYLE}{body}</svg>\n"
    );
    check_file(FIGURES, "travel.svg", svg);
}

const STYLE: &str = "<style>
.timeline{--timeline-run:#1d5fbf;--timeline-mute:#6b7280;font-family:system-ui,sans-serif;color:var(--timeline-ink,#1f2328)}
.travel text{fill:currentColor;font-size:12px}
.travel .travel-title{font-weight:600}
.travel path{fill:none;stroke:currentColor}
.travel .travel-lane{stroke:var(--timeline-mute);stroke-opacity:.4}
.travel .travel-empty{stroke:var(--timeline-mute);stroke-width:1}
.travel .travel-full{stroke:var(--timeline-run);stroke-width:2.5}
.travel .travel-result{stroke-width:1.5;stroke-dasharray:5 2}
.travel .travel-head{stroke:var(--timeline-run);stroke-width:1.5}
.travel .travel-wake{stroke:var(--timeline-run);stroke-width:1.5;stroke-dasharray:1 3}
.travel circle{fill:var(--timeline-run)}
</style>
";

/// Dessine une trace sous l'ordonnée `top`, et renvoie l'ordonnée suivante.
fn panel(out: &mut String, title: &str, trace: &str, top: f64) -> f64 {
    let title = title.replace(" :", "\u{a0}:");
    writeln!(
        out,
        "<text class=\"travel-title\" x=\"4\" y=\"{}\">{title}</text>",
        top + 16.0
    )
    .unwrap();
    let y = |depth: usize| top + TITLE + 14.0 + LANE * depth as f64;
    for (depth, name) in LANES.iter().enumerate() {
        let (text, line) = (y(depth) + 4.0, y(depth));
        writeln!(out, "<text x=\"4\" y=\"{text}\">{name}</text>").unwrap();
        path(out, "lane", &format!("M{LEFT} {line}L{} {line}", WIDTH - 4.0));
    }
    let steps: Vec<_> = trace.lines().filter_map(Step::read).collect();
    let gap = (WIDTH - LEFT - 20.0) / steps.len() as f64;
    for (rank, step) in steps.iter().enumerate() {
        step.draw(out, LEFT + gap * (rank as f64 + 0.7), y);
    }
    y(LANES.len())
}

/// Une ligne de la trace qui se dessine.
enum Step {
    /// D'un étage au voisin, avec quelque chose ou sans rien.
    Arrow { from: usize, to: usize, class: &'static str },
    /// Quelqu'un garde ce qu'il a reçu.
    Kept { depth: usize },
    /// Le capteur prévient la boucle.
    Wake,
}

impl Step {
    fn read(line: &str) -> Option<Self> {
        let line = line.split_once("] ").map_or(line, |(_, text)| text);
        let depth = LANES.iter().position(|name| line.trim().starts_with(name))?;
        let class = match line {
            _ if line.ends_with("sans rien") => "empty",
            _ if line.ends_with("avec le résultat") => "result",
            _ => "full",
        };
        match line {
            _ if line.contains('↓') => {
                Some(Self::Arrow { from: depth - 1, to: depth, class })
            }
            _ if line.contains('↑') => {
                Some(Self::Arrow { from: depth, to: depth - 1, class })
            }
            _ if line.contains("garde") || line.contains("inscrite") => {
                Some(Self::Kept { depth })
            }
            _ if line.contains("photons") => Some(Self::Wake),
            _ => None,
        }
    }

    fn draw(&self, out: &mut String, x: f64, y: impl Fn(usize) -> f64) {
        let x = x.round();
        match *self {
            Self::Arrow { from, to, class } => {
                let (from, to) = (y(from), y(to));
                path(out, class, &format!("M{x} {from}L{x} {to}"));
                path(out, class, &head(x, to, if to > from { -5.0 } else { 5.0 }));
            }
            Self::Kept { depth } => {
                let y = y(depth);
                writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>").unwrap();
            }
            Self::Wake => {
                let (from, to) = (y(LANES.len() - 1), y(0));
                path(out, "wake", &format!("M{x} {from}L{x} {to}"));
                path(out, "head", &head(x, to, 5.0));
            }
        }
    }
}

/// La pointe d'une flèche qui arrive en `x`, `y`, d'au-dessous si `rise` est positif.
fn head(x: f64, y: f64, rise: f64) -> String {
    let tail = y + rise;
    format!("M{} {tail}L{x} {y}L{} {tail}", x - 4.0, x + 4.0)
}

fn path(out: &mut String, class: &str, data: &str) {
    writeln!(out, "<path class=\"travel-{class}\" d=\"{data}\"/>").unwrap();
}

fn legend(out: &mut String, top: f64) -> f64 {
    let entries = [
        ("full", "avec la future, ou le waker ; un point : gardé"),
        ("empty", "sans rien"),
        ("result", "avec le résultat"),
        ("wake", "le réveil, droit à la boucle"),
    ];
    for (rank, (class, text)) in entries.into_iter().enumerate() {
        let y = top + 18.0 * rank as f64;
        path(out, class, &format!("M4 {y}L28 {y}"));
        let text = text.replace(" :", "\u{a0}:").replace(" ;", "\u{202f};");
        writeln!(out, "<text x=\"34\" y=\"{}\">{text}</text>", y + 4.0).unwrap();
    }
    top + 18.0 * entries.len() as f64
}
