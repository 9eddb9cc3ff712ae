//! Small files of every sort, honest and hostile, made on the spot.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use image::{DynamicImage, ImageFormat, RgbImage};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// An image of this size.
#[must_use]
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

/// A photo of this size.
#[must_use]
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Jpeg)
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image: DynamicImage =
        RgbImage::from_fn(width, height, |x, y| image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])).into();
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).expect("an image");
    out.into_inner()
}

/// A ZIP archive of these entries, the first one as it is, the others packed.
#[must_use]
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (name, content)) in entries.iter().enumerate() {
        let method = if index == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("an entry");
        archive.write_all(content).expect("its content");
    }
    archive.finish().expect("an archive").into_inner()
}

const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");

/// A Word document with these paragraphs, as XML.
#[must_use]
pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let runs: Vec<String> = paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let runs = runs.concat();
    archive(&[
        TYPES,
        ("word/document.xml", format!("<?xml version='1.0'?><w:document><w:body>{runs}</w:body></w:document>").as_bytes()),
    ])
}

/// A workbook with one cell of shared text, one of its own and one number.
#[must_use]
pub fn xlsx(shared: &str, own: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='inlineStr'><is><t>{own}</t></is></c><c><v>4711</v></c></row></sheetData></worksheet>"
    );
    let strings = format!("<sst><si><r><t>{shared}</t></r><rPh><t>Umschrift</t></rPh></si></sst>");
    archive(&[
        TYPES,
        ("xl/workbook.xml", b"<workbook><sheets><sheet name='Haushalt'/></sheets></workbook>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// Slides with these texts.
#[must_use]
pub fn pptx(slides: &[&str]) -> Vec<u8> {
    let mut entries = vec![(TYPES.0.to_owned(), TYPES.1.to_vec()), ("ppt/presentation.xml".to_owned(), b"<p/>".to_vec())];
    for (number, text) in (1..).zip(slides) {
        entries.push((
            format!("ppt/slides/slide{number}.xml"),
            format!("<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>").into_bytes(),
        ));
    }
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    archive(&entries)
}

/// An `OpenDocument` of this sort (`text`, `spreadsheet`, `presentation`) with this inside its body.
#[must_use]
pub fn open_document(sort: &str, body: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", format!("application/vnd.oasis.opendocument.{sort}").as_bytes()),
        (
            "content.xml",
            format!(
                "<office:document-content><style>kein Text</style><office:body>{body}</office:body></office:document-content>"
            )
            .as_bytes(),
        ),
    ])
}

/// A PDF with a line of text on each page.
#[must_use]
pub fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids = (0..pages.len()).fold(String::new(), |mut kids, index| {
        let _ = write!(kids, "{} 0 R ", 4 + 2 * index);
        kids
    });
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (index, text) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * index
        ));
        let content = format!("BT /F1 12 Tf 50 700 Td ({text}) Tj ET");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    pdf_of(&objects)
}

/// A PDF of these objects, the first of which is the catalogue.
#[must_use]
pub fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    out.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).into_bytes());
    out
}

/// CRC-32 as PNG has it (ISO 15948, annex D).
#[must_use]
pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

/// A photo whose metadata (Exif 2.32, APP1) say where it was taken.
#[must_use]
pub fn jpeg_with_place(width: u32, height: u32) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    // GPS IFD at 26 with the letter of the latitude, then a word to look for
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0");
    tiff.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0LIPPERLAND");
    let mut metadata = b"Exif\0\0".to_vec();
    metadata.extend(tiff);
    let length = u16::try_from(metadata.len() + 2).expect("short metadata");
    let mut out = jpeg(width, height);
    let mut segment = vec![0xff, 0xe1];
    segment.extend(length.to_be_bytes());
    segment.extend(metadata);
    out.splice(2..2, segment);
    out
}
