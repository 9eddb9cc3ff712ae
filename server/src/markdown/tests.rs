//! What authors may rely on.

use super::{Links, first_paragraph, plain_text};

/// The HTML of a text, with links by title as members see them.
pub(super) fn render(markdown: &str) -> String {
    let links = Links::new([("serviceportal".to_owned(), "/wiki/portal".to_owned())], true);
    super::render(markdown, &links, None).html.to_string()
}

fn check(markdown: &str, html: &str) {
    let rendered: String = render(markdown).replace('\n', " ");
    assert_eq!(rendered.trim(), html, "for {markdown:?}");
}

#[test]
fn ordinary_markdown() {
    check(
        "Ein *Text* mit **Wörtern**, ~~alt~~ und `code < 1`.",
        "<p>Ein <em>Text</em> mit <strong>Wörtern</strong>, <del>alt</del> und <code>code &lt; 1</code>.</p>",
    );
    check("> Zitat\n\n---", "<blockquote><p>Zitat</p></blockquote><hr>");
    check("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>");
    check("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    check("```Rust x\na < b\n```", "<pre><code class=\"language-rust\">a &lt; b </code></pre>");
    check("a  \nb", "<p>a<br>b</p>");
    check("\"Text\" -- ...", "<p>\"Text\" -- ...</p>");
}

#[test]
fn definition_lists() {
    check("Fundstelle\n:   BGBl I 1983", "<dl><dt>Fundstelle</dt><dd>BGBl I 1983</dd></dl>");
}

#[test]
fn headings_come_below_the_title_of_the_page_without_gaps() {
    check(
        "# A\n### B\n### C\n## D",
        "<h2 id=\"abschnitt-a\">A</h2><h3 id=\"abschnitt-b\">B</h3><h3 id=\"abschnitt-c\">C</h3><h3 id=\"abschnitt-d\">D</h3>",
    );
    check("## A\n\n<h1>B</h1>", "<h2 id=\"abschnitt-a\">A</h2><h2 id=\"abschnitt-b\">B</h2>");
    check(
        "# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6",
        "<h2 id=\"abschnitt-1\">1</h2><h3 id=\"abschnitt-2\">2</h3><h4 id=\"abschnitt-3\">3</h4><h5 id=\"abschnitt-4\">4</h5><h6 id=\"abschnitt-5\">5</h6><h6 id=\"abschnitt-6\">6</h6>",
    );
    check("# \n\n<h2> </h2>\n", "");
}

#[test]
fn names_of_sections_are_unique() {
    check(
        "# Größe\n# Größe\n# Größe 1",
        "<h2 id=\"abschnitt-groesse\">Größe</h2><h2 id=\"abschnitt-groesse-1\">Größe</h2><h2 id=\"abschnitt-groesse-1-1\">Größe 1</h2>",
    );
}

#[test]
fn links_elsewhere_pass_nothing_on() {
    check("[a](https://x.de/)", "<p><a href=\"https://x.de/\" rel=\"nofollow noopener noreferrer\">a</a></p>");
    check("https://x.de/a", "<p><a href=\"https://x.de/a\" rel=\"nofollow noopener noreferrer\">https://x.de/a</a></p>");
    check("[a](mailto:a@b.de)", "<p><a href=\"mailto:a@b.de\" rel=\"nofollow noopener noreferrer\">a</a></p>");
    check(
        "<a href='https://x.de' target=_blank class=x>a</a>",
        "<p><a href=\"https://x.de/\" rel=\"nofollow noopener noreferrer\">a</a></p>",
    );
}

#[test]
fn links_on_this_site_lead_to_known_pages_only() {
    check(
        "[a](/wiki/b#abschnitt-c) [b](#Teil 1) [c](<#Teil 1>)",
        "<p><a href=\"/wiki/b#abschnitt-c\">a</a> [b](#Teil 1) <a href=\"#abschnitt-teil-1\">c</a></p>",
    );
    check("[a](/abmelden) [b](b.md) [c](//x.de)", "<p>a b c</p>");
}

#[test]
fn links_without_text_are_dropped() {
    check("a[](https://x.de)b <a href='https://x.de'> </a>", "<p>ab </p>");
    check(
        "[![](x.png)](https://x.de)",
        "<p><a href=\"https://x.de/\" rel=\"nofollow noopener noreferrer\"><span class=\"missing-image\">[Bild: x.png]</span></a></p>",
    );
}

#[test]
fn links_do_not_nest() {
    check(
        "<a href='https://x.de'>a <a href='https://y.de'>b</a></a>",
        "<p><a href=\"https://x.de/\" rel=\"nofollow noopener noreferrer\">a b</a></p>",
    );
}

#[test]
fn pictures_load_nothing_from_others() {
    check(
        "![Ein Plan](https://x.de/plan.png)",
        "<p><a href=\"https://x.de/plan.png\" rel=\"nofollow noopener noreferrer\">Bild: Ein Plan (externe Quelle)</a> </p>",
    );
    check(
        "![](https://x.de/plan.png)",
        "<p><a href=\"https://x.de/plan.png\" rel=\"nofollow noopener noreferrer\">Bild: plan.png (externe Quelle)</a> </p>",
    );
    check("![Ein *Plan*](../plan.png)", "<p><span class=\"missing-image\">[Bild: Ein Plan]</span></p>");
    check("![Plan](/dateien/1/plan.png)", "<p><img loading=\"lazy\" src=\"/dateien/1/plan.png\" alt=\"Plan\"></p>");
    check("<img src=\"/dateien/../konto\" alt=A onload=x>", "<p><span class=\"missing-image\">[Bild: A]</span></p>");
    check(
        "[![A](https://x.de/a.png)](https://y.de)",
        "<p><a href=\"https://y.de/\" rel=\"nofollow noopener noreferrer\">Bild: A (externe Quelle) </a></p>",
    );
}

#[test]
fn players_become_links() {
    check(
        "<video controls><source src=\"https://x.de/film.mp4\"></video>",
        "<p><a href=\"https://x.de/film.mp4\" rel=\"nofollow noopener noreferrer\">Video: film.mp4 (externe Quelle)</a> </p>",
    );
    check(
        "<iframe src=\"https://x.de/karte\"></iframe>",
        "<p><a href=\"https://x.de/karte\" rel=\"nofollow noopener noreferrer\">Eingebettete Seite: karte (externe Quelle)</a> </p>",
    );
}

#[test]
fn tables_scroll_by_keyboard() {
    check(
        "| | B |\n|:-|-:|\n| 1 | |\n| 2 | 3 |",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabelle\"><table><thead><tr><td align=\"left\"></td><th scope=\"col\" align=\"right\">B</th></tr></thead>\
         <tbody><tr><td align=\"left\">1</td><td align=\"right\"></td></tr><tr><td align=\"left\">2</td><td align=\"right\">3</td></tr></tbody></table></div>",
    );
}

#[test]
fn tables_by_hand_need_no_end_tags() {
    check(
        "<table><tr><td>a<td colspan=2 style='x'>b<tr><th>c</table>",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabelle\"><table><tbody><tr><td>a</td><td colspan=\"2\">b</td></tr><tr><th>c</th></tr></tbody></table></div>",
    );
    check(
        "<table>x<tr><td><table><td>y</table></table>z",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabelle\"><table><tbody><tr><td>x</td></tr><tr><td>\
         <div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabelle\"><table><tbody><tr><td>y</td></tr></tbody></table></div></td></tr></tbody></table></div><p>z</p>",
    );
}

#[test]
fn lists_by_hand_hold_entries() {
    check("<ul>a<li>b<li>c<ul><li>d</ul></li></ul>", "<ul><li>a</li><li>b</li><li>c<ul><li>d</li></ul></li></ul>");
    check("<li>a</li>", "<p>a</p>");
    check(
        "| a |\n|-|\n| <ul><li>x</li><li>y</li></ul> |",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabelle\"><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td><ul><li>x</li><li>y</li></ul></td></tr></tbody></table></div>",
    );
}

#[test]
fn tasks_have_names() {
    check(
        "- [x] a\n- [ ] b",
        "<ul><li><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"erledigt\"> a</li><li><input type=\"checkbox\" disabled=\"\" aria-label=\"offen\"> b</li></ul>",
    );
}

#[test]
fn alerts_speak_german() {
    check(
        "> [!WARNING]\n> Text",
        "<div class=\"callout callout--warning\" role=\"note\"><p class=\"callout__title\">Achtung</p><p>Text</p></div>",
    );
}

#[test]
fn footnotes_lead_there_and_back() {
    check(
        "A[^x] B[^x]\n\n[^x]: Note",
        "<p>A<sup class=\"footnote-ref\"><a href=\"#fussnote-1\" id=\"fussnote-1-verweis\" aria-label=\"Fußnote 1\">1</a></sup> \
        B<sup class=\"footnote-ref\"><a href=\"#fussnote-1\" aria-label=\"Fußnote 1\">1</a></sup></p><section class=\"footnotes\"><ol><li id=\"fussnote-1\"><p>Note \
        <a href=\"#fussnote-1-verweis\" class=\"footnote-backref\" aria-label=\"Zurück zum Text bei Fußnote 1\">↩</a></p></li></ol></section>",
    );
}

#[test]
fn several_texts_on_a_page_share_no_ids() {
    let text = "# A\n\n[a](#A) b[^1]\n\n[^1]: c";
    let html = super::render(text, &Links::default(), Some(7)).html;
    assert_eq!(
        html.replace('\n', ""),
        "<h2 id=\"beitrag-7-abschnitt-a\">A</h2><p><a href=\"#beitrag-7-abschnitt-a\">a</a> b<sup class=\"footnote-ref\">\
         <a href=\"#beitrag-7-fussnote-1\" id=\"beitrag-7-fussnote-1-verweis\" aria-label=\"Fußnote 1\">1</a></sup></p>\
         <section class=\"footnotes\"><ol><li id=\"beitrag-7-fussnote-1\"><p>c <a href=\"#beitrag-7-fussnote-1-verweis\" \
         class=\"footnote-backref\" aria-label=\"Zurück zum Text bei Fußnote 1\">↩</a></p></li></ol></section>"
    );
}

#[test]
fn the_outline_names_the_ids_that_the_html_has() {
    let rendered = super::render("# *A* & B\n\n### C\n\n<h2>C</h2>\n\n# ![](x)\n", &Links::default(), None);
    let outline: Vec<_> = rendered.outline.iter().map(|it| (it.level, it.text.as_str(), it.id.as_str())).collect();
    assert_eq!(
        outline,
        [(2, "A & B", "abschnitt-a-b"), (3, "C", "abschnitt-c"), (3, "C", "abschnitt-c-1"), (2, "[Bild: x]", "abschnitt-bild-x")]
    );
    for (_, _, id) in outline {
        assert!(rendered.html.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn readers_who_see_other_articles_get_other_links() {
    let renderer = super::Renderer::new();
    let member = Links::new([("a".to_owned(), "/wiki/a".to_owned())], true);
    assert_eq!(&*renderer.render_with("[[A]]", &member).html, "<p><a href=\"/wiki/a\">A</a></p>");
    assert_eq!(&*renderer.render_with("[[A]]", &Links::default()).html, "<p>A</p>");
    let (one, other) = (renderer.render_with("A", &member).html, renderer.render("A"));
    assert!(std::sync::Arc::ptr_eq(&one, &other), "without links by title it is rendered once for all");
}

#[test]
fn html_by_hand_keeps_its_meaning_only() {
    check("<section class=x id=y><b style='color:red'>a</b></section>", "<div><b>a</b></div>");
    check("<div>\n\n# A\n\n</div>\n\nb", "<div> <h2 id=\"abschnitt-a\">A</h2></div><p>b</p>");
    check("> a\n> <div>\n\nb</div>", "<blockquote><p>a</p></blockquote><p>b</p>");
    check("a <b>b\n\nc", "<p>a <b>b</b></p><p>c</p>");
    check("a<!-- b -->c <font color=red>d</font> <x-y>e</x-y>", "<p>ac d e</p>");
    check("<details><summary>A</summary>\n\nb\n\n</details>", "<details><summary>A</summary> <p>b</p></details>");
    check("a <script>x()</script>b <style>y</style>c", "<p>a b c</p>");
    check("Das Element <script> lädt Code.", "<p>Das Element  lädt Code.</p>");
    check("<script>\nx\n</script>\n\na", "<p>a</p>");
    check("<script>\n\na", "<p>  a</p>");
}

#[test]
fn a_text_that_is_too_long_says_so() {
    let html = render(&"Wort ".repeat(500_000));
    assert!(html.ends_with("<p>Der Text ist zu lang und endet deshalb hier.</p>"));
}

#[test]
fn control_characters_vanish() {
    check("a\0b\u{1}c\u{7f}", "<p>a\u{fffd}bc</p>");
}

#[test]
fn the_same_text_is_rendered_once() {
    let renderer = super::Renderer::new();
    assert!(std::sync::Arc::ptr_eq(&renderer.render("a"), &renderer.render("a")));
    assert_ne!(renderer.render("a"), renderer.render("b"));
    let long = "Wort ".repeat(100_000);
    for number in 0..200 {
        drop(renderer.render(&format!("{number} {long}")));
    }
    assert!(renderer.cache.weight() <= super::CACHE);
}

#[test]
fn plain_text_has_no_markup() {
    let text = "# Titel\n\nEin *Text* mit [Link](https://x.de), `code`[^1] und\n<b>HTML</b>.\n\n- a\n- b\n\n![Bild](x)\n\n<div>c &amp; d</div>\n\n[^1]: Note";
    assert_eq!(plain_text(text, 200), "Titel Ein Text mit Link, code und HTML. a b c & d");
    assert_eq!(plain_text(text, 20), "Titel Ein Text mit…");
    assert_eq!(plain_text(&"a".repeat(50), 10), "aaaaaaaaa…");
    assert_eq!(plain_text("", 10), "");
}

#[test]
fn a_summary_comes_from_the_first_real_paragraph() {
    let text =
        "# Titel\n\n![Bild](x)\n\nStand: 2020\n\nDas ist der erste Absatz, in dem wirklich etwas steht.\n\nUnd noch einer.";
    assert_eq!(first_paragraph(text, 300), "Das ist der erste Absatz, in dem wirklich etwas steht.");
    assert_eq!(first_paragraph("# A\n\nKurz.", 300), "Kurz.");
    assert_eq!(first_paragraph("# A", 300), "");
}
