//! Makes the folder that the kiosk's pages are taken from, so that the crate builds before they are made.

fn main() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/kiosk/dist");
    println!("cargo::rerun-if-changed={pages}");
    if let Err(error) = std::fs::create_dir_all(pages) {
        println!("cargo::warning=the folder of the kiosk's pages cannot be made: {error}");
    }
}
