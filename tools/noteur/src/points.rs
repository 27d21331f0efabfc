//! Des points, comptés au centième.

use std::fmt::{self, Display, Formatter};
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Un nombre de points ; l'unité est le centième, pour que les sommes soient
/// exactes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Points(pub(crate) i64);

impl Points {
    /// Compte des points entiers.
    pub(crate) fn whole(points: u32) -> Self {
        Self(i64::from(points) * 100)
    }

    /// Lit `1`, `-0,5` ou `2.25`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let digits = digits.replace(',', ".");
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, "0"));
        let is_number = |text: &str, most: usize| {
            (1..=most).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(whole, 6) || !is_number(part, 2) {
            return None;
        }
        let value: i64 = format!("{whole}{part:0<2}").parse().ok()?;
        Some(Self(if negative { -value } else { value }))
    }

    /// Écrit le nombre avec ce séparateur, sans décimales inutiles.
    pub(crate) fn written(self, separator: char) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.abs() / 100, self.0.abs() % 100);
        match part {
            0 => format!("{sign}{whole}"),
            _ if part % 10 == 0 => format!("{sign}{whole}{separator}{}", part / 10),
            _ => format!("{sign}{whole}{separator}{part:02}"),
        }
    }

    /// Renvoie la part de ce nombre que dit un pourcentage, arrondie au centième.
    pub(crate) fn percent(self, percent: u32) -> Self {
        Self((self.0 * i64::from(percent) + 50).div_euclid(100))
    }
}

impl Display for Points {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(','))
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::default(), Self::add)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Ok(Self((value * 100.0).round() as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_nombre_se_lit_et_s_ecrit() {
        let read = |text: &str| Points::parse(text).map(|points| points.0);
        assert_eq!(read("1"), Some(100));
        assert_eq!(read("-0,5"), Some(-50));
        assert_eq!(read("+2.25"), Some(225));
        for wrong in ["", "-", "a", "1,234", "1e3", ".5", "1 000", "=1"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let written = [700, 750, 725, -50, 5].map(|n| Points(n).to_string());
        assert_eq!(written, ["7", "7,5", "7,25", "-0,5", "0,05"]);
    }

    #[test]
    fn le_json_redonne_le_meme_nombre() {
        for n in [0, 1, 33, 725, -50, 99_999] {
            let json = serde_json::to_string(&Points(n)).unwrap();
            assert_eq!(serde_json::from_str::<Points>(&json).unwrap(), Points(n));
        }
    }

    #[test]
    fn un_pourcentage_s_arrondit_au_centieme() {
        assert_eq!(Points(700).percent(10), Points(70));
        assert_eq!(Points(333).percent(50), Points(167));
    }
}
