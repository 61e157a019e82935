//! Makes the folder that the kiosk's pages are taken from, so that the crate builds before they are made.

fn main() {
    // Asked for when it runs: a copied build folder brings a build script that was made elsewhere.
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let pages = format!("{here}/../../web/kiosk/dist");
    println!("cargo::rerun-if-changed={pages}");
    if let Err(error) = std::fs::create_dir_all(&pages) {
        println!("cargo::warning=the folder of the kiosk's pages cannot be made: {error}");
    }
}
