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
    /// The middles of small round or square shapes: bullets that are drawn, not written.
    dots: Vec<(f32, f32)>,
}

impl Rules {
    /// The lines as they stand once the page is turned with its text.
    pub(super) fn turned(self, turn: u8) -> Rules {
        if turn == 0 {
            return self;
        }
        let mut rules = Rules::default();
        let lines = self.vertical.iter().map(|&(x, low, high)| [(x, low), (x, high)]);
        let lines = lines.chain(self.horizontal.iter().map(|&(y, left, right)| [(left, y), (right, y)]));
        for [from, to] in lines {
            let (from, to) = (rotate(turn, from.0, from.1), rotate(turn, to.0, to.1));
            if from.0 == to.0 {
                rules.vertical.push((from.0, from.1.min(to.1), from.1.max(to.1)));
            } else {
                rules.horizontal.push((from.1, from.0.min(to.0), from.0.max(to.0)));
            }
        }
        rules.dots = self.dots.iter().map(|&(x, y)| rotate(turn, x, y)).collect();
        rules
    }

    /// Whether a vertical line stands between two places on the line at `y`.
    pub(super) fn parts(&self, left: f32, right: f32, y: f32) -> bool {
        self.vertical
            .iter()
            .any(|&(x, low, high)| x >= left - 0.5 && x <= right + 0.5 && low <= y + 2.0 && high >= y)
    }

    /// Whether a bullet stands in front of a line: between two places, at the height of its letters.
    pub(super) fn has_bullet(&self, left: f32, right: f32, baseline: f32, size: f32) -> bool {
        self.dots.iter().any(|&(x, y)| x >= left && x <= right && y >= baseline && y <= baseline + 0.8 * size)
    }

    /// Whether a horizontal line runs between two baselines, under or over the places given.
    pub(super) fn parts_rows(&self, upper: f32, lower: f32, left: f32, right: f32) -> bool {
        self.horizontal.iter().any(|&(y, x0, x1)| y < upper && y > lower && x0 < right && x1 > left)
    }
}

/// Where a place is once the page is turned so that text that ran upwards (quarter turns) runs straight.
pub(super) fn rotate(turn: u8, x: f32, y: f32) -> (f32, f32) {
    match turn {
        1 => (y, -x),
        2 => (-x, -y),
        3 => (-y, x),
        _ => (x, y),
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
    let (width, height) = (right - left, top - bottom);
    if (1.5..9.0).contains(&width) && (width - height).abs() < 1.0 {
        rules.dots.push(((left + right) / 2.0, (bottom + top) / 2.0));
    } else if right - left < THINNEST && top - bottom >= SHORTEST {
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
