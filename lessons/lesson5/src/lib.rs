//! Leçon 5 : les itérateurs et les contextes asynchrones.
//!
//! Un flux et ce qui en fait d'autres, puis ce qui ouvre et referme autour d'une
//! attente. Chaque module est l'idée dont il porte le nom ; les scènes sont dans le
//! programme.

pub mod buffered;
pub mod collect;
pub mod fate;
pub mod filter;
pub mod generator;
pub mod iter;
pub mod lend;
pub mod levels;
pub mod lines;
pub mod map;
pub mod merge;
pub mod poll_fn;
pub mod range;
pub mod server;
pub mod stream;
pub mod stream_ext;
pub mod take;
pub mod telescope;
pub mod with_telescope;

pub use fate::{Ending, fate};
pub use generator::generator;
pub use iter::iter;
pub use lend::lend_telescope;
pub use lesson3::gather::catch;
pub use lesson4::socket::{Listener, Stream as Connection};
pub use levels::Level;
pub use lines::lines;
pub use poll_fn::poll_fn;
pub use range::arange;
pub use server::with_server;
pub use stream::Stream;
pub use stream_ext::StreamExt;
pub use telescope::Telescope;
pub use with_telescope::with_telescope;
