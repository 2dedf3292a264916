//! Writes the built-in catalogs without white space, so that the build embeds the same data in fewer bytes.

use std::{env, error::Error, fs, path::Path};

const BUILT_IN: [&str; 3] = ["twilio", "studio", "voiceflow"];

fn main() -> Result<(), Box<dyn Error>> {
    // The wasm module for sessions alone reads small texts; all else may read large ones.
    println!("cargo::rustc-check-cfg=cfg(reads_in_bulk)");
    if env::var("CARGO_CFG_TARGET_FAMILY").as_deref() != Ok("wasm") || env::var_os("CARGO_FEATURE_WHOLE").is_some() {
        println!("cargo::rustc-cfg=reads_in_bulk");
    }
    let out = env::var("OUT_DIR")?;
    for id in BUILT_IN {
        let source = format!("catalogs/{id}.json");
        println!("cargo::rerun-if-changed={source}");
        let text = fs::read_to_string(&source).map_err(|e| format!("{source}: {e}"))?;
        let catalog: serde_json::Value = serde_json::from_str(&text).map_err(|e| format!("{source}: {e}"))?;
        fs::write(Path::new(&out).join(format!("{id}.json")), serde_json::to_string(&catalog)?)?;
    }
    Ok(())
}
