//! Makes the folders that the web pages are taken from, so that the crate builds before they are made.

fn main() {
    for pages in [
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/console/dist"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/worker/dist"),
    ] {
        println!("cargo::rerun-if-changed={pages}");
        if let Err(error) = std::fs::create_dir_all(pages) {
            println!("cargo::warning=the folder of the web pages cannot be made: {error}");
        }
    }
}
