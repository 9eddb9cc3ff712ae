//! Texts that were made to do harm: to readers, or to the server.

use std::{
    cell::RefCell,
    time::{Duration, Instant},
};

use html5ever::{
    buffer_queue::BufferQueue,
    tendril::StrTendril,
    tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use proptest::prelude::*;

use super::{
    address::{Address, is_id},
    tests::render,
};

/// Known vectors (the filter evasion sheet of OWASP, mutation XSS, and those against Markdown).
const VECTORS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1);//<</script>",
    "<script/xss src=//evil.example></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img src=\"x\" onerror=\"alert(1)\" alt=\"a\">",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<img src=javascript:alert(1)>",
    "<img src=`javascript:alert(1)`>",
    "<img/src/onerror=alert(1)>",
    "<img src='/dateien/x' onerror='alert(1)'>",
    "<img src=\"/dateien/x&quot; onerror=alert(1) &quot;\">",
    "<img src=data:image/svg+xml;base64,PHN2Zz4= srcset='data:x'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\"&#1;javascript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=x onclick=alert(1) onmouseover=alert(1)>x</a>",
    "<a style=\"background:url(javascript:alert(1))\" href=https://x.de>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74&#x28&#x31&#x29)",
    "[x](javascript&#58;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x\"onerror=\"alert(1)](https://x.de/a)",
    "![x](https://x.de/a\"onerror=\"alert(1))",
    "[x](https://x.de/\"onmouseover=\"alert(1))",
    "[x](/wiki/\"onmouseover=\"alert(1))",
    "[x](https://x.de 'x\"onmouseover=\"alert(1)')",
    "# \"><img src=x onerror=alert(1)>",
    "```\"><script>alert(1)</script>\nx\n```",
    "```x\" onmouseover=\"alert(1)\nx\n```",
    "a[^\"><img src=x onerror=alert(1)>]\n\n[^\"><img src=x onerror=alert(1)>]: b",
    "> [!NOTE] <img src=x onerror=alert(1)>\n> x",
    "- [x\"onclick=alert(1)] a",
    "| <img src=x onerror=alert(1)> |\n|-|\n| <script>alert(1)</script> |",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "> [!TIP] </p><script>alert(1)</script>\n> x",
    "> [!NOTE] \"><img src=x onerror=alert(1)>",
    "[[<script>alert(1)</script>]]",
    "[[\"><img src=x onerror=alert(1)>]]",
    "[[x\" onmouseover=\"alert(1)]]",
    "[[Serviceportal|<img src=x onerror=alert(1)>]]",
    "[[Serviceportal#\" onmouseover=\"alert(1)|x]]",
    "[[javascript:alert(1)]]",
    "[[javascript:alert(1)|x]]",
    "[[x]](javascript:alert(1))",
    "[[x]](https://x.de/\"onmouseover=\"alert(1))",
    "[[../konto|x]] [[/abmelden|x]] [[//evil.example|x]]",
    "<object data=\"javascript:alert(1)\"></object><embed src=\"javascript:alert(1)\">",
    "<video src=x onerror=alert(1)><source src=x onerror=alert(1)></video>",
    "<audio src=\"javascript:alert(1)\" autoplay onplay=alert(1)></audio>",
    "<body onload=alert(1) background=\"javascript:alert(1)\">",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=\"https://evil.example/x.css\">",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div style=\"position:fixed;inset:0;background:red\">x</div>",
    "<p style=\"width:expression(alert(1))\">x</p>",
    "<form action=\"javascript:alert(1)\"><input type=submit formaction=\"javascript:alert(1)\"><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex action=javascript:alert(1) type=image>",
    "<table background=\"javascript:alert(1)\"><td background=\"javascript:alert(1)\">x</table>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<plaintext><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<x onclick=alert(1) tabindex=1 id=x>x</x>",
    "<b id=login name=forms class=\"kern-alert\">x</b>",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<img src=x one\u{0}rror=alert(1)>",
    "</p></div></main><script>alert(1)</script>",
];

/// Fails if a browser could run, load or send something because of this HTML.
fn assert_harmless(html: &str, source: &str) {
    const ALLOWED: [&str; 55] = [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ];
    let mut open = Vec::new();
    for tag in tags(html) {
        if tag.kind == TagKind::EndTag {
            assert_eq!(open.pop().as_ref(), Some(&tag.name), "unbalanced from {source:?}");
            continue;
        }
        assert!(ALLOWED.contains(&&*tag.name), "<{}> from {source:?}", tag.name);
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, &*attribute.value);
            assert!(!name.starts_with("on") && name != "style" && name != "srcset", "{name} from {source:?}");
            match name {
                "href" => assert!(Address::parse(value).is_some(), "{value:?} from {source:?}"),
                "src" => assert!(value.starts_with("/dateien/"), "{value:?} from {source:?}"),
                "id" => assert!(is_id(value), "{value}"),
                _ => {}
            }
        }
        if !matches!(&*tag.name, "br" | "hr" | "img" | "input" | "wbr") {
            open.push(tag.name);
        }
    }
    assert!(open.is_empty(), "{open:?} is open from {source:?}");
}

/// The tags of HTML, as a browser reads them.
fn tags(html: &str) -> Vec<html5ever::tokenizer::Tag> {
    struct Tags(RefCell<Vec<html5ever::tokenizer::Tag>>);
    impl TokenSink for Tags {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.borrow_mut().push(tag);
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Tags(RefCell::default()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

#[test]
fn no_vector_survives() {
    for vector in VECTORS {
        assert_harmless(&render(vector), vector);
        for frame in
            ["- {}", "> {}", "| a |\n|-|\n| {} |", "a *{}* b", "[{}](https://x.de)", "<div>{}", "<table><tr><td>{}", "# {}"]
        {
            let text = frame.replace("{}", vector);
            assert_harmless(&render(&text), &text);
        }
    }
    assert!(VECTORS.len() >= 40);
}

#[test]
fn the_allow_list_alone_would_do() {
    for vector in VECTORS {
        assert_harmless(&super::allow::sanitize(vector), vector);
    }
}

/// Texts that make naive parsers slow or overflow their stack.
#[expect(clippy::too_many_lines, reason = "a list")]
fn heavy(size: usize) -> Vec<(&'static str, String)> {
    let repeat = |piece: &str| piece.repeat(size / piece.len());
    let halves = |first: &str, second: &str| first.repeat(size / 2 / first.len()) + &second.repeat(size / 2 / second.len());
    let numbered = |form: fn(usize) -> String| (0..size / form(100).len()).map(form).collect::<String>();
    vec![
        ("quotes", repeat(">")),
        ("spaced quotes", repeat("> ")),
        ("quotes and lines", halves("> ", "a\n")),
        ("lists", repeat("- ")),
        ("lists and blank lines", halves("- ", "\n")),
        ("lists, then lines", format!("{}a\n{}", "- ".repeat(size / 4), "\n x\n".repeat(size / 8))),
        ("numbered lists", repeat("1. ")),
        (
            "list, line by line",
            (0..)
                .scan(0, |sum, depth| {
                    *sum += depth * 2 + 4;
                    (*sum < size / 2).then(|| format!("{}- a\n", "  ".repeat(depth)))
                })
                .collect::<String>()
                + &"\n".repeat(size / 2),
        ),
        ("definitions", repeat("a\n: ")),
        ("definition in definition", halves(": ", "\n")),
        ("brackets", repeat("[")),
        ("brackets both", halves("[", "]")),
        ("links in links", halves("[a](", "b)")),
        ("open links", repeat("[a](b")),
        ("link titles", repeat("[a](<b")),
        ("images", repeat("![")),
        ("images closed", halves("![", "](a)")),
        ("emphasis", repeat("*")),
        ("emphasis in words", repeat("*a_ ")),
        ("emphasis nested", halves("*a **a ", "b** b*")),
        ("strikethrough", repeat("~a ~~b ")),
        ("backticks", numbered(|n| format!("e{}", "`".repeat(n % 300)))),
        (
            "backtick runs",
            (1..)
                .scan(0, |sum, n| {
                    *sum += n + 1;
                    (*sum < size).then(|| "`".repeat(n) + " ")
                })
                .collect(),
        ),
        ("tags", repeat("<")),
        ("open tags", repeat("<a b")),
        ("comments", repeat("<!--")),
        ("inline comments", repeat("a <!--")),
        ("declarations", repeat("a <!A ")),
        ("instructions", repeat("a <?")),
        ("cdata", repeat("a <![CDATA[")),
        ("div", repeat("<div>")),
        ("div lines", repeat("<div>\n\n")),
        ("div and paragraphs", halves("<div>", "\n\na")),
        ("bold by hand", repeat("<b>")),
        ("bold and paragraphs", halves("<b>", "<p>a")),
        ("bold and text", halves("a <b>", "a <i>")),
        ("tables by hand", repeat("<table>")),
        ("cells by hand", repeat("<table><tr><td>")),
        ("text in tables", format!("<table>{}", repeat("a<b>b</b>"))),
        ("lists by hand", repeat("<ul><li>")),
        ("links by hand", repeat("<a href=/wiki/a>a")),
        ("links and blocks", repeat("<a href=/wiki/a><div>a")),
        ("select", repeat("<select><option>")),
        ("svg", repeat("<svg><g>")),
        ("script", repeat("<script>")),
        ("inline script", repeat("a<script>")),
        ("closing", repeat("</div></p></b>")),
        ("attributes", format!("<a {}>a</a>", numbered(|n| format!("a{n}=b ")))),
        ("entities", repeat("&amp;&#1;&x;")),
        ("no entities", repeat("&a;")),
        ("ampersands", repeat("&")),
        ("entities by hand", format!("<p>{}", repeat("&amp;&#1;&x;"))),
        ("ampersands by hand", format!("<p>{}", repeat("&"))),
        ("paragraph signs", repeat("§")),
        ("ampersands in code", format!("```\n{}", repeat("&"))),
        ("ampersands in an address", format!("[a](https://x.de/?{})", repeat("&"))),
        (
            "ampersands in attributes",
            format!("<abbr title='{0}'>a</abbr><a href='https://x.de/?{0}'>b</a>", "&".repeat(size / 2)),
        ),
        ("quotes by hand", format!("<p>{}", repeat("<a b='"))),
        ("scripts by hand", format!("<p>{}", repeat("<script>"))),
        ("comments by hand", format!("<p>{}", repeat("<!--"))),
        ("wide table", format!("{}\n{}\n{}", "|a".repeat(size / 8), "|-".repeat(size / 8), "|b\n".repeat(size / 6))),
        ("small wide table", format!("{}|\n{}|\n{}", "|a".repeat(700), "|-".repeat(700), "|b|\n".repeat(700))),
        ("long table", format!("|a|b|\n|-|-|\n{}", repeat("|c|d|\n"))),
        ("tables", repeat("|a|\n|-|\n|b|\n\n")),
        ("almost tables", repeat("|a|\n")),
        ("footnotes", numbered(|n| format!("[^{n}]")) + "\n\n" + &numbered(|n| format!("[^{n}]: a\n"))),
        ("one footnote", repeat("[^1]") + "\n\n[^1]: a"),
        ("notes in notes", numbered(|n| format!("[^{n}]: [^{}]\n", n + 1)) + "\n\n[^0]"),
        ("references", numbered(|n| format!("[{n}]: /a\n")) + "\n" + &numbered(|n| format!("[{n}] "))),
        ("long references", format!("[a]: /{}\n\n{}", "b".repeat(size / 2), "[a] ".repeat(size / 8))),
        ("mail", repeat("a@")),
        ("mail dots", repeat("a.a.a.@b.")),
        ("www", repeat("www.")),
        ("addresses", repeat("https://")),
        ("address brackets", format!("https://a.de/{}", repeat("("))),
        ("address ends", format!("https://a.de/{}", repeat(")&a;"))),
        ("colons", repeat("a:b:/")),
        ("headings", repeat("# a\n")),
        ("setext", repeat("a\n=\n")),
        ("alerts", repeat("> [!NOTE]\n> a\n\n")),
        ("alerts in alerts", numbered(|n| format!("{}[!NOTE]\n", "> ".repeat(n % 200)))),
        ("alert titles", format!("> [!NOTE] {}", repeat("&a;["))),
        ("almost alerts", repeat("> [!NOTE")),
        ("links by title", repeat("[[a]]")),
        ("titles of their own", numbered(|n| format!("[[{n}|a]] "))),
        ("open links by title", repeat("[[")),
        ("open titles", repeat("[[a|")),
        ("titles without an end", format!("[[{}", repeat("a\\]"))),
        ("long titles", repeat(&format!("[[{}", "a".repeat(990)))),
        ("links by title closed", halves("[[a", "]]")),
        ("titles and addresses", repeat("[[a]](")),
        ("titles and bare addresses", repeat("[[a]](https://x.de/)")),
        ("titles and brackets", format!("[[a]]({}", repeat("a("))),
        ("embeds", repeat("![[a]]")),
        ("empty titles", repeat("[[]]")),
        ("titles in a table", format!("|a|\n|-|\n{}", repeat("|[[a\\|b]]|\n"))),
        ("tasks", repeat("- [ ] a\n")),
        ("blank", repeat("\n")),
        ("spaces", repeat(" ")),
        ("tabs", repeat("\t")),
        ("backslashes", repeat("\\")),
        ("hard breaks", repeat("a  \n")),
        ("nul", repeat("\0")),
        ("umlauts", repeat("ä")),
        ("fences", repeat("```\n\n")),
        ("open fence", format!("```\n{}", repeat("a\n"))),
        ("rules", repeat("* * *\n")),
    ]
}

#[test]
fn nesting_overflows_no_stack() {
    // a quarter of the stack that threads have
    let deep = std::thread::Builder::new().stack_size(512 * 1024).spawn(|| {
        for (name, text) in heavy(60_000) {
            assert_harmless(&render(&text), name);
            drop(super::plain_text(&text, 300));
            drop(super::survey(&text));
        }
    });
    deep.expect("a thread").join().expect("no panic");
}

/// `cargo test --release -p server heavy -- --ignored --nocapture`: time for 500 kB and 1 MB of each.
#[test]
#[ignore = "measures"]
fn heavy_texts_take_time_in_proportion() {
    let time = |text: &str| {
        let start = Instant::now();
        let html = render(text);
        (start.elapsed(), html.len())
    };
    let mut slowest = Duration::ZERO;
    let only = std::env::var("HEAVY").unwrap_or_default();
    for ((name, half), (_, whole)) in
        heavy(500_000).into_iter().zip(heavy(1_000_000)).filter(|((name, _), _)| name.contains(&only))
    {
        let ((first, _), (second, length)) = (time(&half), time(&whole));
        println!(
            "{name:26} {first:>10.1?} {second:>10.1?}  x{:.1}  {} kB -> {} kB",
            second.as_secs_f64() / first.as_secs_f64(),
            whole.len() / 1000,
            length / 1000
        );
        slowest = slowest.max(second);
    }
    println!("slowest: {slowest:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_renders(text in "\\PC*") {
        assert_harmless(&render(&text), &text);
    }

    #[test]
    fn any_mixture_of_markup_renders(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        assert_harmless(&render(&text), &text);
        let plain = super::plain_text(&text, 20);
        prop_assert!(plain.chars().count() <= 20);
    }
}

/// What Markdown and HTML are made of.
const PIECES: &[&str] = &[
    "a",
    "ä",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\0",
    "# ",
    "> ",
    "- ",
    "1. ",
    "- [x] ",
    "* ",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "|",
    "|-|-|\n",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    ":   ",
    "<",
    ">",
    "</",
    "/>",
    "&amp;",
    "&#0;",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<a href='https://x.de'>",
    "</a>",
    "<h1>",
    "</h1>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "<math>",
    "<details>",
    "<summary>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<pre>",
    "</pre>",
    "<img src=x>",
    "<br>",
    "<hr>",
    "javascript:",
    "https://x.de",
    "a@b.de",
    "\"",
    "'",
    "=",
    "\\",
    "---\n",
    "===\n",
    "> [!TIP]\n",
    "> [!NOTE] a\n",
    "[[",
    "]]",
    "[[a]]",
    "[[Serviceportal|",
    "[[#",
    "<iframe>",
    "<select>",
    "<option>",
    "<textarea>",
    "<title>",
    "<template>",
    "<noscript>",
    "<form>",
    "<button>",
    "<caption>",
    "<thead>",
    "<q>",
    "<sup>",
];
