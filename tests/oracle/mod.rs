//! The naive oracle: what the rules of the model say, worked out the slow way.
//!
//! For each question it walks everything and keeps sets of strings. It has no index, no bitset and
//! no cache of answers, and it shares no code with the engine, so a mistake would have to be made
//! twice, in two styles, to go unseen.
//!
//! * [`generate`] makes a random catalog and a directory that are valid by construction.
//! * [`world`] reads the two texts and writes out the reach and the grant of each row.
//! * [`answer`] and [`page_answer`] answer questions about a world.
//! * [`malform`] puts one defect into a valid text and says which issue code it must get.
//! * [`compare`] asks an engine and the oracle the same questions; [`shrink`] does so for many
//!   models and cuts down the first one on which they differ.
//! * `vectors` puts the questions of `tests/vectors` to the oracle.
//! * `by_hand` holds small worlds whose answers were written by a person, to check the oracle;
//!   `mirror` checks that the comparison notices an engine that is wrong.

#![allow(dead_code, reason = "each test program uses another part of the oracle")]
#![allow(missing_docs, unreachable_pub, reason = "a test program has no readers outside")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop at once"
)]

pub mod answer;
pub mod compare;
pub mod generate;
mod generate_catalog;
mod generate_directory;
mod generate_pages;
pub mod malform;
mod malform_catalog;
mod malform_directory;
mod malform_narrow;
mod malform_text;
pub mod page_answer;
pub mod random;
pub mod read;
pub mod shrink;
pub mod times;
pub mod world;

#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod by_hand_pages;
#[cfg(test)]
mod mirror;
#[cfg(test)]
mod vectors;
