//! Recueillir toutes les valeurs d'un flux : la compréhension.

use crate::stream::Stream;

// ANCHOR: collect
/// Attend la fin de `stream`, et range ses valeurs à mesure dans une collection.
pub async fn collect<S, C>(mut stream: S) -> C
where
    S: Stream + Unpin,
    C: Default + Extend<S::Item>,
{
    let mut collection = C::default();
    while let Some(item) = stream.next().await {
        collection.extend([item]);
    }
    collection
}
// ANCHOR_END: collect

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use clock::Clock;
    use lesson4::Loop;

    use crate::{StreamExt, arange, iter};

    #[test]
    fn collect_attend_la_derniere_valeur() {
        let _clock = Clock::virtual_time().enter();
        let second = Duration::from_secs(1);
        let list = async move { arange(0..3, second).collect::<Vec<_>>().await };
        assert_eq!(Loop::new().run_task(list), [0, 1, 2]);
        assert_eq!(clock::now(), second * 3);
    }

    #[test]
    fn le_type_demande_choisit_la_collection() {
        Loop::new().run_task(async {
            let text: String = iter(["Vé", "ga"]).collect().await;
            assert_eq!(text, "Véga");
            let map: BTreeMap<_, _> = iter([("b", 2), ("a", 1)]).collect().await;
            assert_eq!(map.first_key_value(), Some((&"a", &1)));
        });
    }
}
