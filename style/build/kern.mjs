/* SPDX-License-Identifier: EUPL-1.2 */
// KERN ships hundreds of tokens, most of them for components that this site does not have, and reads
// each through up to four variables with a fallback. This pass keeps the values and drops the detours:
//
//   - one layer only, so `--x-contextual` is `--x`; fallbacks go, since every token is defined;
//   - light is the default, with the least weight, and dark a media query for screens (KERN also offers
//     an attribute);
//   - tokens with a single value are written out, tokens that nothing reads are dropped;
//   - icons as data: URLs go, because the content security policy forbids them;
//   - its rules for forced colours go, because browsers force outlines and borders by themselves;
//     what remains to be said is in scss/_preferences.scss.

export function reduceKern(css) {
  let text = css.replace(/\/\*[\s\S]*?\*\//g, "");
  text = dropThemeClasses(text);
  text = oneLayer(text);
  text = themeByMediaQuery(text);
  text = text.replace(/^\s*[-\w]+:\s*url\("data:[^\n]*\n/gm, "");
  text = dropForcedColours(text);
  text = inlineConstants(text);
  text = dropUnread(text);
  assertDefined(text);
  return text;
}

function dropThemeClasses(css) {
  return css.replace(/[^{};]*(?:\[data-kern-theme|\.kern-(?:light|dark)\b)[^{}]*\{[^{}]*\}/g, "\n");
}

function oneLayer(css) {
  return css
    .replace(/var\((--kern-[a-z0-9-]+)\s*,(?:[^()]|\([^()]*\))*\)/g, "var($1)")
    .replace(/(--kern-[a-z0-9-]+?)-contextual\b/g, "$1")
    .replace(/--kern-color-layout-layer-surface\b/g, "--kern-color-layout-background-default-surface");
}

function themeByMediaQuery(css) {
  return css
    .replace(/@media \(prefers-color-scheme: light\)\s*\{\s*:root/g, "@media all {\n:where(:root)")
    .replace(/@media \(prefers-color-scheme: dark\)/g, "@media screen and (prefers-color-scheme: dark)");
}

/** KERN writes `(forced-colors: active)`, our own rules `(forced-colors)`: the same, but told apart here. */
function dropForcedColours(css) {
  return css.replace(/@media \(forced-colors: active\)\s*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, "");
}

const DECLARATION = /(--kern-[a-z0-9-]+):\s*([^;{}]+);/g;

function inlineConstants(css) {
  const values = new Map();
  for (const [, name, value] of css.matchAll(DECLARATION)) {
    values.set(name, values.has(name) ? null : value.trim());
  }
  const constant = (name) => values.get(name) ?? null;
  let text = css.replace(DECLARATION, (all, name) => (constant(name) === null ? all : ""));
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(/var\((--kern-[a-z0-9-]+)\)/g, (all, name) => constant(name) ?? all);
  }
  return text;
}

function dropUnread(css) {
  let text = css;
  for (let before = ""; before !== text; ) {
    before = text;
    const read = new Set([...text.matchAll(/var\((--kern-[a-z0-9-]+)/g)].map(([, name]) => name));
    text = text.replace(DECLARATION, (all, name) => (read.has(name) ? all : ""));
  }
  return text;
}

/** A new version of KERN that renames a token must not fall silently back to nothing. */
function assertDefined(css) {
  const defined = new Set([...css.matchAll(DECLARATION)].map(([, name]) => name));
  const missing = [...css.matchAll(/var\((--kern-[a-z0-9-]+)/g)].map(([, name]) => name).filter((n) => !defined.has(n));
  if (missing.length > 0) throw new Error(`KERN tokens without a value: ${[...new Set(missing)].join(", ")}`);
}
