//! The process that reads files: this very program, with files that try to hang it or to fill the memory.

// the crate with the other stories depends on this one, and must not be built for it
#[path = "../../tests/src/files.rs"]
#[expect(dead_code, reason = "the other stories use the rest")]
mod files;

use std::{
    io::Write,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

use files::pdf_of;

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn start(media_type: &str) -> Child {
    Command::new(PathBuf::from(env!("CARGO_BIN_EXE_wissensnetz")))
        .args(["extract-text", media_type])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process")
}

/// What the process says of a file.
fn read(media_type: &str, content: &[u8]) -> Output {
    let mut child = start(media_type);
    // it may stop reading before the end
    let _ = child.stdin.take().expect("a pipe").write_all(content);
    child.wait_with_output().expect("an end")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A PDF with one page that draws this, with these resources.
fn page(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> {resources} >> /Contents 5 0 R >>"),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    objects.extend_from_slice(more);
    pdf_of(&objects)
}

#[test]
fn the_text_comes_out_page_by_page() {
    let output = read(PDF, &page("BT /F1 12 Tf 50 700 Td (Ein Wanderfalke) Tj ET", "", &[]));
    assert!(output.status.success());
    assert_eq!(said(&output), "{\"Count\":1}\n{\"Page\":\"Ein Wanderfalke\"}\n");
}

#[test]
fn what_is_no_file_of_that_type_is_an_error_and_no_crash_of_ours() {
    for (media_type, content) in [(PDF, &b"%PDF-1.7 nichts"[..]), (DOCX, b"PK\x03\x04"), (DOCX, b""), ("text/html", b"<p>")] {
        let output = read(media_type, content);
        assert!(!output.status.success() && output.stdout.is_empty(), "{media_type}: {}", said(&output));
    }
}

#[test]
fn a_drawing_that_contains_itself_comes_to_an_end() {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    let output = read(PDF, &page("BT /F1 12 Tf 50 700 Td (Anfang) Tj ET /X Do", "/XObject << /X 6 0 R >>", &[form.to_owned()]));
    // it may have read the page or died of it: it has ended, and this process has not
    assert!(said(&output).starts_with("{\"Count\":1}"), "{}", said(&output));
}

#[test]
fn a_tree_of_pages_that_contains_itself_comes_to_an_end() {
    let objects =
        ["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>".to_owned()];
    read(PDF, &pdf_of(&objects));
}

#[test]
fn arrays_within_arrays_do_not_take_the_stack() {
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(), deep];
    read(PDF, &pdf_of(&objects));
    let nested = "<a>".repeat(1_000_000);
    read(DOCX, &nested.into_bytes());
}

#[test]
#[cfg(target_os = "linux")]
fn the_process_gives_up_what_reading_does_not_need() {
    let mut child = start(PDF);
    let limits = format!("/proc/{}/limits", child.id());
    let mut found = String::new();
    // it waits for the file all the while
    while !found.contains("1073741824") && child.try_wait().expect("a look").is_none() {
        found = std::fs::read_to_string(&limits).unwrap_or_default();
        std::thread::yield_now();
    }
    drop(child.stdin.take());
    child.wait().expect("an end");
    let line = |name: &str| {
        found.lines().find(|line| line.starts_with(name)).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    assert_eq!(line("Max address space").as_deref(), Some("Max address space 1073741824 1073741824 bytes"));
    assert_eq!(line("Max file size").as_deref(), Some("Max file size 0 0 bytes"));
    assert_eq!(line("Max core file size").as_deref(), Some("Max core file size 0 0 bytes"));
    assert!(line("Max cpu time").is_some_and(|line| line.contains(" 30 ")), "{found}");
}
