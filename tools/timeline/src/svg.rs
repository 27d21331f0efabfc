//! La chronologie en SVG : suit les couleurs de la page, s'imprime, se lit à l'écran.

use std::fmt::Write as _;
use std::time::Duration;

use crate::chart::{Arrow, Chart, Mark, MarkKind, Row, Span, State};
use crate::date::seconds;
use crate::table::{describe, escape};

/// Largeur du dessin, dans ses propres unités : un téléphone, à peu près.
const WIDTH: f64 = 360.0;
const MARGIN: f64 = 10.0;
const ROW: f64 = 40.0;
/// Hauteur d'une barre ; le libellé est au-dessus.
const BAR: f64 = 14.0;
const AXIS: f64 = 26.0;
const TITLE: f64 = 24.0;
const LEGEND_LINE: f64 = 18.0;
/// Largeur moyenne d'un caractère de libellé, estimée large.
const GLYPH: f64 = 6.9;

/// Dessine `charts` l'une sous l'autre, à la même échelle.
///
/// `id` distingue les identifiants de cette figure de ceux des autres sur la page. Le
/// résultat n'a pas de ligne vide : il tient dans un bloc HTML de Markdown.
pub fn svg(charts: &[Chart], id: &str) -> String {
    Drawing::new(charts, id).draw(charts)
}

/// Le dessin en cours, de haut en bas.
struct Drawing<'a> {
    out: String,
    id: &'a str,
    /// Ordonnée du prochain élément.
    y: f64,
    /// Abscisse de la date zéro.
    origin: f64,
    /// Date du bord droit.
    end: Duration,
}

impl<'a> Drawing<'a> {
    fn new(charts: &[Chart], id: &'a str) -> Self {
        let names = charts.iter().flat_map(|chart| &chart.rows);
        let longest = names.map(|row| row.name.chars().count()).max().unwrap_or(0);
        Self {
            out: String::new(),
            id,
            y: 0.0,
            origin: MARGIN + longest as f64 * 8.4 + 14.0,
            end: charts.iter().map(|chart| chart.end).max().unwrap_or_default(),
        }
    }

    fn draw(mut self, charts: &[Chart]) -> String {
        for chart in charts {
            if charts.len() > 1 {
                self.title(&chart.title);
            }
            self.panel(chart);
        }
        self.legend(charts);
        let titles: Vec<_> =
            charts.iter().map(|chart| chart.title.as_str()).collect();
        let descriptions: Vec<_> = charts.iter().map(describe).collect();
        format!(
            "<svg class=\"timeline\" xmlns=\"http://www.w3.org/2000/svg\" \
             viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">Chronologie\u{a0}: {title}</title>\n\
             <desc id=\"{id}-desc\">{desc}</desc>\n\
             {style}<defs><pattern id=\"{id}-hatch\" width=\"6\" height=\"6\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect class=\"timeline-hatch\" width=\"3\" height=\"6\"/></pattern></defs>\n\
             {body}</svg>\n",
            height = round(self.y + 4.0),
            id = self.id,
            title = escape(&titles.join("\u{202f}; ")),
            desc = escape(&descriptions.join(" ")),
            style = STYLE,
            body = self.out,
        )
    }

    fn x(&self, at: Duration) -> f64 {
        if self.end.is_zero() {
            return self.origin;
        }
        let ratio = at.as_secs_f64() / self.end.as_secs_f64();
        self.origin + ratio * (WIDTH - MARGIN - self.origin)
    }

    fn title(&mut self, title: &str) {
        let y = self.y + TITLE - 8.0;
        self.text(MARGIN, y, "timeline-title", &escape(title));
        self.y += TITLE;
    }

    fn panel(&mut self, chart: &Chart) {
        let top = self.y;
        let bottom = top + ROW * chart.rows.len() as f64;
        self.axis(top, bottom, chart.end);
        for row in &chart.rows {
            self.row(row);
        }
        for arrow in &chart.arrows {
            self.arrow(top, arrow);
        }
        self.y = bottom + AXIS;
    }

    /// Les graduations, et la fin de l'acte en gras.
    fn axis(&mut self, top: f64, bottom: f64, end: Duration) {
        let step = tick_step(self.end);
        let last = self.x(end);
        let end_label = format!("fin {}", seconds(end));
        let end_x = last.min(WIDTH - width(&end_label) / 2.0);
        let dates = (0u32..).map(|n| step * n).take_while(|date| *date < end);
        for date in dates {
            let x = self.x(date);
            self.line((x, top + 4.0), (x, bottom), "timeline-grid");
            let label = seconds(date);
            let label = label.trim_end_matches("\u{a0}s");
            // Une graduation que toucherait la fin n'a pas d'étiquette.
            let needed = (width(label) + width(&end_label)) / 2.0;
            if end_x - x > needed || date.is_zero() {
                self.text(x, bottom + 14.0, "timeline-tick", label);
            }
        }
        self.line((last, top + 4.0), (last, bottom), "timeline-end");
        if !end.is_zero() {
            self.text(end_x, bottom + 14.0, "timeline-last", &end_label);
        }
    }

    fn row(&mut self, row: &Row) {
        let middle = self.y + ROW - BAR / 2.0 - 4.0;
        self.text(MARGIN, middle + 4.5, "timeline-name", &escape(&row.name));
        for span in &row.spans {
            self.span(row, span, middle);
        }
        let mut previous = f64::NEG_INFINITY;
        for mark in &row.marks {
            let x = self.x(mark.at);
            // Deux appels au même instant se confondent ; une fin, jamais.
            if mark.kind != MarkKind::Polled || x - previous > 2.0 {
                self.mark(mark, x, middle);
            }
            previous = x;
        }
        self.y += ROW;
    }

    fn span(&mut self, row: &Row, span: &Span, middle: f64) {
        let (from, to) = (self.x(span.from), self.x(span.to));
        let class = class(span.state);
        let (duration, label) = (seconds(span.to - span.from), span.state.label());
        let _ = writeln!(
            self.out,
            "<g><title>{}\u{a0}: {label}, pendant {duration}, de {} à {}</title>",
            escape(&row.name),
            seconds(span.from),
            seconds(span.to),
        );
        match span.state {
            State::Inert | State::Waiting => {
                self.line((from, middle), (to, middle), class);
            }
            State::Ready | State::Running | State::Blocking | State::OwnThread => {
                self.bar(from, to, middle, class, span.state);
            }
        }
        self.out += "</g>\n";
        let label = [format!("{label} {duration}"), label.to_owned()]
            .into_iter()
            .chain([span.state.short_label().to_owned(), duration])
            .find(|label| width(label) < to - from);
        if let Some(label) = label {
            let y = middle - BAR / 2.0 - 5.0;
            let class = format!("timeline-label {class}");
            self.text(f64::midpoint(from, to), y, &class, &label);
        }
    }

    fn bar(&mut self, from: f64, to: f64, middle: f64, class: &str, state: State) {
        let fill = match state {
            State::Ready => format!(" fill=\"url(#{}-hatch)\"", self.id),
            _ => String::new(),
        };
        let _ = writeln!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{BAR}\" \
             rx=\"2\"{fill}/>",
            round(from),
            round(middle - BAR / 2.0),
            round(to - from),
        );
    }

    fn mark(&mut self, mark: &Mark, x: f64, y: f64) {
        let (x, y) = (round(x), round(y));
        let _ = match mark.kind {
            MarkKind::Polled => writeln!(
                self.out,
                "<circle class=\"timeline-polled\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"
            ),
            MarkKind::Finished => writeln!(
                self.out,
                "<path class=\"timeline-finished\" d=\"M{x} {y}m-7 0l7 -7 7 7 -7 7z\"/>"
            ),
            MarkKind::Dropped => writeln!(
                self.out,
                "<path class=\"timeline-dropped\" d=\"M{x} {y}m-5 -5l10 10m0 -10l-10 10\"/>"
            ),
        };
    }

    /// Un trait vertical de la ligne qui réveille à celle qu'elle réveille.
    fn arrow(&mut self, top: f64, arrow: &Arrow) {
        let middle = |row: usize| top + ROW * (row + 1) as f64 - BAR / 2.0 - 4.0;
        let (x, from, to) = (self.x(arrow.at), middle(arrow.from), middle(arrow.to));
        let way = (to - from).signum();
        let (x, tip) = (round(x), round(to - way * 8.0));
        let _ = writeln!(
            self.out,
            "<path class=\"timeline-arrow\" d=\"M{x} {}V{tip}m-3 {back}l3 {head} 3 {back}\"/>",
            round(from + way * 8.0),
            back = -5.0 * way,
            head = 5.0 * way,
        );
    }

    /// Un exemple de chaque signe employé, et ce qu'il veut dire.
    fn legend(&mut self, charts: &[Chart]) {
        let mut x = MARGIN;
        self.y += 6.0;
        for state in State::ALL {
            if charts.iter().any(|chart| chart.shows(state)) {
                let y = self.place(&mut x, state.label());
                match state {
                    State::Inert | State::Waiting => {
                        self.line((x, y), (x + 16.0, y), class(state));
                    }
                    _ => self.bar(x, x + 16.0, y, class(state), state),
                }
                self.caption(&mut x, y, state.label());
            }
        }
        for kind in MarkKind::ALL {
            if charts.iter().any(|chart| chart.marks(kind)) {
                let y = self.place(&mut x, kind.label());
                self.mark(&Mark { at: Duration::ZERO, kind }, x + 8.0, y);
                self.caption(&mut x, y, kind.label());
            }
        }
        self.y += LEGEND_LINE;
    }

    /// Passe à la ligne si la légende ne tient plus, et renvoie l'ordonnée.
    fn place(&mut self, x: &mut f64, label: &str) -> f64 {
        let width = 22.0 + width(label);
        if *x + width > WIDTH - MARGIN {
            *x = MARGIN;
            self.y += LEGEND_LINE;
        }
        self.y + LEGEND_LINE / 2.0
    }

    fn caption(&mut self, x: &mut f64, y: f64, label: &str) {
        self.text(*x + 22.0, y + 4.0, "timeline-caption", label);
        *x += 36.0 + width(label);
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let _ = writeln!(
            self.out,
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            round(from.0),
            round(from.1),
            round(to.0),
            round(to.1),
        );
    }

    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let (x, y) = (round(x), round(y));
        let _ = writeln!(
            self.out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        );
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Inert => "timeline-inert",
        State::Waiting => "timeline-waiting",
        State::Ready => "timeline-ready",
        State::Running => "timeline-running",
        State::Blocking => "timeline-blocking",
        State::OwnThread => "timeline-own-thread",
    }
}

/// La largeur d'un libellé, estimée.
fn width(label: &str) -> f64 {
    label.chars().count() as f64 * GLYPH
}

/// Le plus petit pas rond (1, 2 ou 5 fois une puissance de dix) qui donne au plus sept
/// graduations.
fn tick_step(end: Duration) -> Duration {
    let steps = (0u32..).flat_map(|power| [1, 2, 5].map(|n| n * 10u32.pow(power)));
    steps
        .take(27)
        .map(|millis| Duration::from_millis(millis.into()))
        .find(|step| *step * 7 >= end)
        .unwrap_or(end)
}

/// Arrondit au dixième : assez fin pour l'œil, et stable d'une machine à l'autre.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Les couleurs : celles de la page si elle les définit, sinon celles du système.
const STYLE: &str = "<style>
.timeline{--timeline-run:#1d5fbf;--timeline-block:#c3261c;--timeline-ready:#a85b00;--timeline-mute:#6b7280;font-family:system-ui,sans-serif;color:var(--timeline-ink,#1f2328)}
@media (prefers-color-scheme:dark){.timeline:root{color:#e6e6e6;background:#1b1d21;--timeline-run:#79aef5;--timeline-block:#ff8078;--timeline-ready:#f0b35a;--timeline-mute:#a3a9b5}}
.timeline text{fill:currentColor;font-size:12px}
.timeline .timeline-name{font-size:13px;font-weight:600}
.timeline .timeline-title{font-weight:600}
.timeline .timeline-label{text-anchor:middle}
.timeline .timeline-tick,.timeline .timeline-last{text-anchor:middle}
.timeline .timeline-tick,.timeline text.timeline-waiting,.timeline text.timeline-inert{fill:var(--timeline-mute)}
.timeline .timeline-last{font-weight:600}
.timeline text.timeline-ready{fill:var(--timeline-ready);font-weight:600}
.timeline text.timeline-own-thread,.timeline text.timeline-running{fill:var(--timeline-run)}
.timeline text.timeline-blocking{fill:var(--timeline-block);font-weight:600}
.timeline-grid{stroke:var(--timeline-mute);stroke-width:.5;stroke-opacity:.4}
.timeline-end{stroke:currentColor;stroke-dasharray:2 3}
path.timeline-waiting{stroke:var(--timeline-mute);stroke-width:2}
path.timeline-inert{stroke:var(--timeline-mute);stroke-width:2;stroke-dasharray:1 4;stroke-linecap:round}
.timeline-hatch{fill:var(--timeline-ready)}
rect.timeline-ready{stroke:var(--timeline-ready)}
rect.timeline-running,rect.timeline-own-thread{fill:var(--timeline-run)}
rect.timeline-blocking{fill:var(--timeline-block)}
.timeline-polled,.timeline-finished{fill:currentColor}
.timeline-dropped,.timeline-arrow{fill:none;stroke:currentColor;stroke-width:1.5}
</style>
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_graduations_sont_rondes_et_au_plus_sept() {
        let step = |millis| tick_step(Duration::from_millis(millis)).as_millis();
        assert_eq!(step(2500), 500);
        assert_eq!(step(1500), 500);
        assert_eq!(step(300), 50);
        assert_eq!(step(20_000), 5000);
    }

    /// Les abscisses sont écrites au dixième.
    const ROUNDING: f64 = 0.1;

    #[test]
    fn la_fin_ne_touche_aucune_graduation_et_tient_dans_le_dessin() {
        for millis in 1..2000 {
            let mut chart = Chart::new("x", &crate::Timeline::new());
            chart.end = Duration::from_millis(millis);
            let svg = svg(&[chart], "x");
            let mut left = 0.0;
            for line in svg.lines().filter(|line| is_axis_label(line)) {
                let (x, label) = label_of(line);
                let from = x - width(label) / 2.0;
                assert!(from >= left - ROUNDING, "{millis} ms : {line}");
                left = x + width(label) / 2.0;
            }
            assert!(left <= WIDTH + ROUNDING, "{millis} ms");
        }
    }

    fn is_axis_label(line: &str) -> bool {
        line.contains("\"timeline-tick\"") || line.contains("\"timeline-last\"")
    }

    fn label_of(line: &str) -> (f64, &str) {
        let x = line.split("x=\"").nth(1).unwrap().split('"').next().unwrap();
        let label = line.split('>').nth(1).unwrap().split('<').next().unwrap();
        (x.parse().unwrap(), label)
    }

    #[test]
    fn un_nom_ne_peut_pas_ouvrir_de_balise() {
        let timeline = crate::Timeline::new();
        timeline.collect(|| drop(crate::future("<b> & co", async {})));
        let chart = Chart::new("a < b", &timeline);
        let svg = svg(&[chart], "x");
        assert!(svg.contains("&lt;b&gt; &amp; co"), "{svg}");
        assert!(!svg.contains("<b>"), "{svg}");
    }
}
