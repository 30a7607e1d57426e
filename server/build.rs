//! Tells where the page's files are: the folder `site` in Cargo's target folder, into which cargo-leptos builds them.

use std::{env, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        return;
    };
    // Cargo marks its target folder with this file (<https://bford.info/cachedir/>).
    let target = out.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    let site = target.unwrap_or(&out).join("site");
    println!("cargo::rustc-env=SITE_FOLDER={}", site.display());
    // A release has the files in it, so that it has to be built again when they change.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={}", site.display());
    }
}
