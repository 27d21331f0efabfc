//! Une constante de l'ébauche mise à zéro : les tests comptent avec elle.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

/// Le temps de servir une commande.
pub const PUMPING: Duration = Duration::ZERO;

/// Pourquoi une commande n'est pas servie.
#[derive(Debug, PartialEq)]
pub enum Refused {
    /// Il n'y a plus que `left` litres.
    Short {
        /// Ce qui reste, en litres.
        left: u32,
    },
    /// Le gardien n'est plus là.
    Closed,
}

/// Ce que la réserve envoie au gardien.
pub struct Order {
    litres: u32,
    reply: oneshot::Sender<Result<u32, Refused>>,
}

/// Tient une réserve de `litres` litres, et renvoie ce qu'il en reste à la fin.
pub async fn keeper(litres: u32, mut orders: mpsc::Receiver<Order>) -> u32 {
    let mut left = litres;
    while let Some(Order { litres, reply }) = orders.recv().await {
        let answer = match left.checked_sub(litres) {
            Some(rest) => {
                let _ = sleep(PUMPING);
                left = rest;
                Ok(left)
            }
            None => Err(Refused::Short { left }),
        };
        // Qui a renoncé à la réponse a quand même commandé.
        let _ = reply.send(answer);
    }
    left
}

/// De quoi commander au gardien ; ses clones s'adressent au même.
#[derive(Clone)]
pub struct Reserve {
    orders: mpsc::Sender<Order>,
}

impl Reserve {
    /// Crée la réserve dont le gardien reçoit les commandes de `orders`.
    pub fn new(orders: mpsc::Sender<Order>) -> Self {
        Self { orders }
    }

    /// Commande `litres` litres, et renvoie ce qu'il reste ensuite.
    ///
    /// # Errors
    ///
    /// Si la réserve est trop basse, ou si le gardien n'est plus là.
    pub async fn draw(&self, litres: u32) -> Result<u32, Refused> {
        let (reply, answer) = oneshot::channel();
        let order = Order { litres, reply };
        self.orders.send(order).await.map_err(|_| Refused::Closed)?;
        answer.await.unwrap_or(Err(Refused::Closed))
    }
}
