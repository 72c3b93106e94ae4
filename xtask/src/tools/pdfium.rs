//! pdfium, the library that reads PDF.

use super::wheel::Wheel;
use crate::place::Place;
use anyhow::Result;
use std::path::PathBuf;

const WHEEL: Wheel = Wheel {
    project: "pypdfium2",
    version: "5.15.2",
    platforms: &[
        (
            "linux",
            "x86_64",
            "manylinux_2_17_x86_64",
            "dc31aea5b0fb9fefc9b537a65f4113980b2c40798445736a7e6565bc85161e37",
        ),
        (
            "linux",
            "aarch64",
            "manylinux_2_17_aarch64",
            "dd46e93c0c3a73f6cea8489baff6d77a5d0759dd53fbbce0aeb49c91830176fc",
        ),
        (
            "macos",
            "aarch64",
            "macosx_13_0_arm64",
            "e71fe832e94421ac3c28d6a6ed4a9e61f22417089652d339f391c4ffc2a44c35",
        ),
        (
            "macos",
            "x86_64",
            "macosx_13_0_x86_64",
            "7f296a298074d76fb7c3d1ecb80d7097a96778bf0ad9c5c48a0170e56e2c6821",
        ),
    ],
};

const LIBRARY: &str = if cfg!(target_os = "macos") { "libpdfium.dylib" } else { "libpdfium.so" };

pub fn folder(place: &Place) -> PathBuf {
    place.tools().join("pdfium")
}

/// The library itself.
pub fn library(place: &Place) -> PathBuf {
    folder(place).join(LIBRARY)
}

/// Fetches it with its licences, unless it is there.
pub fn fetch(place: &Place) -> Result<()> {
    if !WHEEL.fits_here() {
        eprintln!(
            "      none for this machine: PDF files will be refused until DIWAN_PDFIUM names a libpdfium"
        );
        return Ok(());
    }
    WHEEL.unpack(&folder(place), |name| {
        if name.strip_prefix("pypdfium2_raw/") == Some(LIBRARY) {
            return Some((LIBRARY.to_owned(), true));
        }
        let (_, licence) = name.split_once(".dist-info/licenses/")?;
        Some((format!("licenses/{licence}"), false))
    })
}
