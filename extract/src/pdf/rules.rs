//! Ruling lines: what a table's borders are drawn with.

use pdfium_render::prelude::{
    PdfPage, PdfPageObject, PdfPageObjectCommon, PdfPageObjectsCommon, PdfPathSegmentType, PdfPathSegments,
};

/// Lines shorter than this (in points) are decoration.
const SHORTEST: f32 = 6.0;
/// A filled box thinner than this is a line.
const THINNEST: f32 = 2.0;
/// A page of engineering drawings has hundreds of thousands; no table has so many.
const MOST: usize = 20_000;

/// The horizontal and vertical lines of a page.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// x, lower end, upper end.
    vertical: Vec<(f32, f32, f32)>,
    /// y, left end, right end.
    horizontal: Vec<(f32, f32, f32)>,
}

impl Rules {
    /// Whether a vertical line stands between two places on the line at `y`.
    pub(super) fn parts(&self, left: f32, right: f32, y: f32) -> bool {
        self.vertical
            .iter()
            .any(|&(x, low, high)| x >= left - 0.5 && x <= right + 0.5 && low <= y + 2.0 && high >= y)
    }

    /// Whether a horizontal line runs between two baselines, under or over the places given.
    pub(super) fn parts_rows(&self, upper: f32, lower: f32, left: f32, right: f32) -> bool {
        self.horizontal.iter().any(|&(y, x0, x1)| y < upper && y > lower && x0 < right && x1 > left)
    }
}

pub(super) fn read(page: &PdfPage<'_>) -> Rules {
    let mut rules = Rules::default();
    for object in page.objects().iter() {
        add(&object, &mut rules);
        if rules.vertical.len() + rules.horizontal.len() > MOST {
            return Rules::default();
        }
    }
    rules
}

fn add(object: &PdfPageObject<'_>, rules: &mut Rules) {
    let Some(path) = object.as_path_object() else { return };
    let Ok(bounds) = path.bounds() else { return };
    let (left, right) = (bounds.left().value, bounds.right().value);
    let (bottom, top) = (bounds.bottom().value, bounds.top().value);
    if right - left < THINNEST && top - bottom >= SHORTEST {
        rules.vertical.push(((left + right) / 2.0, bottom, top));
    } else if top - bottom < THINNEST && right - left >= SHORTEST {
        rules.horizontal.push(((bottom + top) / 2.0, left, right));
    } else if path.is_stroked().unwrap_or(false)
        && let Ok(matrix) = path.matrix()
    {
        let mut last: Option<(f32, f32)> = None;
        for segment in path.segments().transform(matrix).iter().take(200) {
            let (x, y) = (segment.x().value, segment.y().value);
            if let (PdfPathSegmentType::LineTo, Some((from_x, from_y))) = (segment.segment_type(), last) {
                if (x - from_x).abs() < 0.5 && (y - from_y).abs() >= SHORTEST {
                    rules.vertical.push((x, y.min(from_y), y.max(from_y)));
                } else if (y - from_y).abs() < 0.5 && (x - from_x).abs() >= SHORTEST {
                    rules.horizontal.push((y, x.min(from_x), x.max(from_x)));
                }
            }
            last = Some((x, y));
        }
    }
}
