//! Images are made anew: nothing of the file that came in is in the one that is kept, so neither the place where a photo
//! was taken nor whatever else was hidden in it. Blocks: call it on a thread that may.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
    metadata::Orientation,
};

use app::attachment::FileType;

use super::refusal::Refusal;

/// Most pixels of an image that comes in; phones take 12 to 50 million. One that is decoded takes four bytes each.
const MOST_PIXELS: u64 = 40_000_000;
/// Most memory that decoding may take, in bytes: such an image with 16 bits a channel.
const MOST_MEMORY: u64 = 400_000_000;
/// The longest side of what is kept, in pixels: sharp on the widest page of ours on a display of double density.
const LONGEST_SIDE: u32 = 2000;
/// Above this, halving comes before the careful reduction, which needs sixteen bytes a pixel.
const COARSE_SIDE: u32 = 2 * LONGEST_SIDE;
/// Of JPEG.
const QUALITY: u8 = 85;

/// An image as it is kept.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) kind: FileType,
    pub(super) content: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Reads an image and writes it anew: upright, at most 2,000 pixels long, without metadata. Of an animation the first
/// picture stays. Photos become JPEG, what has sharp edges or is transparent PNG.
pub(super) fn remake(content: &[u8], format: ImageFormat) -> Result<Picture, Refusal> {
    let (width, height) = reader(content, format).into_dimensions().map_err(damaged)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let millions = MOST_PIXELS / 1_000_000;
        return Err(Refusal::TooLarge(format!(
            "Das Bild hat {width} × {height} Pixel; höchstens {millions} Millionen Pixel sind möglich. Verkleinern Sie es bitte."
        )));
    }
    let mut decoder = reader(content, format).into_decoder().map_err(damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = smaller(DynamicImage::from_decoder(decoder).map_err(damaged)?);
    image.apply_orientation(orientation);
    write(&image, format)
}

/// Whether a JPEG has nothing in it but what we write: its tables and its pixels. (A PNG that we write again is the same.)
pub(super) fn is_as_written(content: &[u8], kind: FileType) -> bool {
    let mut at = 2;
    while kind == FileType::Jpeg && content.starts_with(&[0xff, 0xd8]) && content.ends_with(&[0xff, 0xd9]) {
        let Some([0xff, marker, high, low]) = content.get(at..at + 4) else { return false };
        match marker {
            // the pixels begin
            0xda => return true,
            // JFIF, tables, frame
            0xe0 | 0xdb | 0xc0 | 0xc4 => at += 2 + usize::from(u16::from_be_bytes([*high, *low])),
            _ => return false,
        }
    }
    false
}

fn reader(content: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader
}

fn smaller(image: DynamicImage) -> DynamicImage {
    let longest = |image: &DynamicImage| image.width().max(image.height());
    let image = if longest(&image) > COARSE_SIDE { image.thumbnail(COARSE_SIDE, COARSE_SIDE) } else { image };
    if longest(&image) > LONGEST_SIDE { image.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::CatmullRom) } else { image }
}

fn write(image: &DynamicImage, format: ImageFormat) -> Result<Picture, Refusal> {
    let mut content = Vec::new();
    let transparent = image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let photo = format == ImageFormat::Jpeg || (format == ImageFormat::WebP && !transparent);
    let kind = if photo {
        JpegEncoder::new_with_quality(&mut content, QUALITY).encode_image(&image.to_rgb8())?;
        FileType::Jpeg
    } else {
        let encoder = PngEncoder::new(&mut content);
        if transparent {
            image.to_rgba8().write_with_encoder(encoder)?;
        } else {
            image.to_rgb8().write_with_encoder(encoder)?;
        }
        FileType::Png
    };
    Ok(Picture { kind, content, width: image.width(), height: image.height() })
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn damaged(error: image::ImageError) -> Refusal {
    tracing::debug!(%error, "an image could not be read");
    Refusal::Unusable("Das Bild ist beschädigt und lässt sich nicht öffnen.".to_owned())
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, format).expect("an image");
        out.into_inner()
    }

    fn plain(width: u32, height: u32) -> DynamicImage {
        RgbImage::from_pixel(width, height, Rgb([10, 120, 200])).into()
    }

    /// Big-endian TIFF with an orientation and a place, as a camera writes it (Exif 2.32, 4.6).
    fn exif(orientation: u8) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0");
        tiff.extend([orientation, 0, 0]);
        // the place: an IFD with the latitude's letter
        tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
        tiff.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0GEHEIMER-ORT");
        tiff
    }

    fn photo(orientation: u8) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new(&mut out);
        encoder.set_exif_metadata(exif(orientation)).expect("metadata");
        let mut image = RgbImage::from_pixel(60, 40, Rgb([250, 250, 250]));
        for (x, y) in (0..20).flat_map(|x| (0..20).map(move |y| (x, y))) {
            image.put_pixel(x, y, Rgb([0, 0, 0]));
        }
        encoder.encode_image(&image).expect("an image");
        out
    }

    fn made(content: &[u8], format: ImageFormat) -> Picture {
        remake(content, format).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    #[test]
    fn a_photo_forgets_where_it_was_taken_and_stands_upright() {
        let content = photo(6);
        assert!(content.windows(12).any(|window| window == b"GEHEIMER-ORT"));
        let picture = made(&content, ImageFormat::Jpeg);
        assert_eq!((picture.kind, picture.width, picture.height), (FileType::Jpeg, 40, 60));
        for trace in [&b"GEHEIM"[..], b"Exif", b"MM\0\x2a"] {
            assert!(!picture.content.windows(trace.len()).any(|window| window == trace), "{trace:?}");
        }
        // turned clockwise, the dark corner is at the right
        let image = image::load_from_memory(&picture.content).expect("an image").to_luma8();
        assert!(image.get_pixel(35, 5).0[0] < 60 && image.get_pixel(5, 5).0[0] > 200);
    }

    #[test]
    fn what_was_appended_to_an_image_is_gone() {
        let mut content = encoded(&plain(8, 8), ImageFormat::Png);
        content.extend(b"<script>alert(1)</script>PK\x03\x04");
        let picture = made(&content, ImageFormat::Png);
        assert!(!picture.content.windows(7).any(|window| window == b"<script"));
    }

    #[test]
    fn a_large_image_is_scaled_down_and_keeps_its_shape() {
        let picture = made(&encoded(&plain(5000, 1250), ImageFormat::Png), ImageFormat::Png);
        assert_eq!((picture.width, picture.height), (2000, 500));
        let picture = made(&encoded(&plain(2001, 3), ImageFormat::Png), ImageFormat::Png);
        assert_eq!((picture.width, picture.height), (2000, 3));
        let picture = made(&encoded(&plain(20, 10), ImageFormat::Png), ImageFormat::Png);
        assert_eq!((picture.width, picture.height), (20, 10));
    }

    #[test]
    fn transparency_stays_and_other_formats_become_ours() {
        let clear: DynamicImage = RgbaImage::from_pixel(4, 4, Rgba([1, 2, 3, 0])).into();
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
            let picture = made(&encoded(&clear, format), format);
            assert_eq!(picture.kind, FileType::Png, "{format:?}");
            let image = image::load_from_memory(&picture.content).expect("an image").to_rgba8();
            assert_eq!(image.get_pixel(0, 0).0[3], 0, "{format:?}");
        }
        assert_eq!(made(&encoded(&plain(4, 4), ImageFormat::WebP), ImageFormat::WebP).kind, FileType::Jpeg);
    }

    #[test]
    fn of_an_animation_the_first_picture_stays() {
        let mut content = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut content);
        let frames =
            [[255, 0, 0, 255], [0, 255, 0, 255]].map(|color| image::Frame::new(RgbaImage::from_pixel(4, 4, Rgba(color))));
        encoder.encode_frames(frames).expect("an animation");
        drop(encoder);
        let image = image::load_from_memory(&made(&content, ImageFormat::Gif).content).expect("an image").to_rgb8();
        assert_eq!(image.get_pixel(1, 1).0, [255, 0, 0]);
    }

    #[test]
    fn an_image_that_says_it_is_huge_is_refused_before_it_is_read() {
        let mut content = encoded(&plain(1, 1), ImageFormat::Png);
        // IHDR says 60,000 by 60,000; its checksum is that of the lie
        content[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let mut crc = flate2::Crc::new();
        crc.update(&content[12..29]);
        content[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        assert!(matches!(remake(&content, ImageFormat::Png), Err(Refusal::TooLarge(message)) if message.contains("60000")));
    }

    #[test]
    fn a_damaged_image_is_refused_not_kept() {
        let whole = encoded(&plain(50, 50), ImageFormat::Png);
        assert!(matches!(remake(&whole[..whole.len() / 2], ImageFormat::Png), Err(Refusal::Unusable(_))));
        assert!(matches!(remake(b"\xff\xd8\xff<script>", ImageFormat::Jpeg), Err(Refusal::Unusable(_))));
        assert!(matches!(remake(b"GIF89a", ImageFormat::Gif), Err(Refusal::Unusable(_))));
    }
}
