//! Files as Word writes them, put together by hand.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Siehe </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>dort</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

const RELATIONS: &str = r#"<Relationships>
<Relationship Id="a" Type="http://x/relationships/styles" Target="styles.xml"/>
<Relationship Id="b" Type="http://x/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="c" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="h" Type="http://x/relationships/hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>
<Relationship Id="i" Type="http://x/relationships/image" Target="media/image1.png"/>
<Relationship Id="e" Type="http://x/relationships/image" Target="media/image2.emf"/>
</Relationships>"#;

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A file with this body.
fn word(body: &str) -> Vec<u8> {
    let document = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let core = r#"<cp:coreProperties xmlns:dc="d"><dc:title>Vorlage</dc:title><dc:creator>Erika Muster</dc:creator></cp:coreProperties>"#;
    archive(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/media/image1.png", b"PNG"),
        ("word/media/image2.emf", b"EMF"),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

fn text_of(body: &str) -> String {
    read(&word(body)).unwrap_or_else(|error| panic!("{error}")).body
}

/// A paragraph with properties and runs.
fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn styled(style: &str, text: &str) -> String {
    p(&format!(r#"<w:pStyle w:val="{style}"/>"#), &r(text))
}

#[test]
fn title_headings_and_marks() {
    let body = [
        styled("Titel", "Der Bericht"),
        styled("Verzeichnis1", "1 Anfang ....... 3"),
        styled("berschrift1", "Anfang"),
        p("", &format!(r#"{}<w:r><w:rPr><w:b/></w:rPr><w:t>sehr </w:t></w:r><w:r><w:rPr><w:rStyle w:val="Fett"/><w:i/></w:rPr><w:t>wichtig</w:t></w:r>{}"#, r("Das ist "), r("."))),
        styled("berschrift2", "Kosten"),
        p(r#"<w:outlineLvl w:val="1"/>"#, &r("Gliederung")),
        p("", r#"<w:r><w:rPr><w:b w:val="0"/><w:strike/></w:rPr><w:t>weg</w:t><w:br/><w:t>da</w:t></w:r>"#),
    ]
    .concat();
    let document = read(&word(&body)).expect("a document");
    assert_eq!(document.title.as_deref(), Some("Der Bericht"));
    assert_eq!(document.body, "## Anfang\n\nDas ist **sehr *wichtig***.\n\n### Kosten\n\n### Gliederung\n\n~~weg\\\nda~~");
    assert_eq!(document.warnings.len(), 1, "{:?}", document.warnings);
}

#[test]
fn lists_of_both_sorts_are_nested() {
    let item = |list: u8, level: u8, text: &str| {
        p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), &r(text))
    };
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 1, "c"),
        styled("Liste", "d"),
        p("", &r("Text")),
        item(2, 0, "e"),
        item(2, 0, "f"),
        item(0, 0, "g"),
    ]
    .concat();
    assert_eq!(text_of(&body), "- a\n  1. b\n  2. c\n- d\n\nText\n\n1. e\n2. f\n\ng");
}

#[test]
fn tables_keep_their_cells_and_frames_their_text() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", &r(text)));
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&(cell("", "Was") + &cell("", "Kosten | EUR"))),
        row(&(cell(r#"<w:vMerge w:val="restart"/>"#, "Sensor") + &cell("", "20"))),
        row(&(cell("<w:vMerge/>", "") + &format!("<w:tc>{}{}</w:tc>", p("", &r("30")), p("", &r("netto")))))
    );
    let frame = format!("<w:tbl>{}</w:tbl>", row(&cell("", "Hinweis")));
    assert_eq!(
        text_of(&(table + &frame)),
        "| Was | Kosten \\| EUR |\n| --- | --- |\n| Sensor | 20 |\n|  | 30<br>netto |\n\nHinweis"
    );
    let wide =
        format!("<w:tbl>{}{}</w:tbl>", row(&cell(r#"<w:gridSpan w:val="2"/>"#, "Kopf")), row(&(cell("", "a") + &cell("", "b"))));
    assert_eq!(text_of(&wide), "| Kopf |  |\n| --- | --- |\n| a | b |");
}

#[test]
fn links_fields_and_footnotes() {
    let field = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://feld.example/" </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Feld</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let body = p(
        "",
        &format!(
            r#"<w:hyperlink r:id="h">{}</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r>{}{field}<w:hyperlink w:anchor="x">{}</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r>"#,
            r("hier"),
            r(" und "),
            r(" intern")
        ),
    );
    assert_eq!(
        text_of(&body),
        "[hier](https://example.org/?a=1&b=2)[^1] und [Feld](https://feld.example/) intern[^1]\n\n[^1]: Siehe *dort*"
    );
}

#[test]
fn tracked_changes_are_accepted_and_comments_stay_behind() {
    let body = p(
        "",
        &format!(
            r#"{}<w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:ins>{}</w:ins><w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"#,
            r("Das ist "),
            r("neu")
        ),
    ) + &p("<w:rPr><w:del/></w:rPr>", &r("Ein Satz"))
        + &p("", &r(" ohne Ende"));
    let document = read(&word(&body)).expect("a document");
    assert_eq!(document.body, "Das ist neu\n\nEin Satz ohne Ende");
    assert_eq!(document.title.as_deref(), Some("Vorlage"));
    let told = document.warnings.join(" ");
    for part in ["verfolgte Änderungen", "Kommentar", "Ausgeblendeter", "Erika Muster"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn pictures_come_along_and_text_boxes_keep_their_text_once() {
    let picture = |id: &str| format!(r#"<w:r><w:drawing><wp:docPr descr="Ein Plan"/><a:blip r:embed="{id}"/></w:drawing></w:r>"#);
    let shape = format!(
        r"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        p("", &r("Kasten"))
    );
    let document =
        read(&word(&p("", &(r("Vorher") + &picture("i") + &picture("e") + &picture("i") + &shape)))).expect("a document");
    assert_eq!(document.body, "Vorher![Ein Plan](bild-1.png)![Ein Plan](bild-1.png)\n\nKasten");
    assert_eq!(document.images, [Image { name: "bild-1.png".to_owned(), bytes: b"PNG".to_vec() }]);
    assert!(document.warnings.iter().any(|told| told.contains("1\u{a0}Bild ")), "{:?}", document.warnings);
}

#[test]
fn bold_lines_become_headings_where_there_are_no_others() {
    let bold = |text: &str| p("", &format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"));
    let document =
        read(&word(&(bold("Ausgangslage") + &p("", &r("Es gab nichts.")) + &bold("Ganz am Ende")))).expect("a document");
    assert_eq!((document.title.as_deref(), document.body.as_str()), (Some("Ausgangslage"), "Es gab nichts.\n\n**Ganz am Ende**"));
}

#[test]
fn what_is_no_word_file_is_told_so() {
    let refused = |bytes: &[u8], part: &str| {
        let outcome = read(bytes);
        assert!(outcome.as_ref().is_err_and(|told| told.contains(part)), "{part}: {outcome:?}");
    };
    refused(b"", "leer");
    refused(b"%PDF-1.7", "keine Word-Datei");
    refused(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0], "Kennwort");
    refused(&archive(&[("content.xml", b"x")]), "LibreOffice");
    refused(&archive(&[("xl/workbook.xml", b"x")]), "Excel");
    refused(&archive(&[("a.txt", b"x")]), "fehlt");
    refused(&vec![0; LARGEST + 1], "20 MB");
    refused(&word(""), "keinen Text");
    refused(&archive(&[("word/document.xml", b"<w:document><w:body><w:p></w:body>")]), "beschädigt");
    let mut cut = word(&p("", &r("Text")));
    cut.truncate(cut.len() / 2);
    refused(&cut, "beschädigt");
}

#[test]
fn bombs_go_off_outside() {
    let zeros = vec![b' '; 100 * 1024 * 1024];
    let bomb = archive(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 200_000);
    assert!(read(&bomb).is_err_and(|told| told.contains("entpackt")));

    let deep = "<w:sdt>".repeat(100_000);
    assert!(read(&word(&deep)).is_err_and(|told| told.contains("verschachtelt")));

    let laughs = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document><w:body><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>"#;
    assert!(read(&archive(&[("word/document.xml", laughs.as_bytes())])).is_err_and(|told| told.contains("Dokumenttyp")));

    let wide = format!(
        r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr>{}</w:tc></w:tr></w:tbl>"#,
        p("", &r("x"))
    );
    assert!(text_of(&wide).len() < 1000);

    let many: Vec<(String, Vec<u8>)> = (0..6000).map(|number| (format!("{number}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert!(read(&archive(&many)).is_err_and(|told| told.contains("mehr Teilen")));
}

#[test]
fn a_file_in_utf_16_is_read() {
    let xml = "\u{feff}<w:document><w:body><w:p><w:r><w:t>Größe</w:t></w:r></w:p></w:body></w:document>";
    let bytes: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&archive(&[("word/document.xml", &bytes)])).expect("a document").body, "Größe");
}
