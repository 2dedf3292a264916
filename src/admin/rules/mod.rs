//! The rules of a catalog that speak of changes, one file each. Those that speak of rows are in src/directory/rules.

mod creator;
mod delegation;
mod protected;
