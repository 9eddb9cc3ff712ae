// axe-core on a page, light and dark. The site has no frames, so axe itself is enough, and it has to be sent but once
// for each page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** Rules that axe leaves out unless they are asked for by name. */
const UNRIPE = ["experimental", "deprecated"];
/** The rules that look at colours; the others find in the dark what they found in the light. */
const COLOUR = "cat.color";

/** What is wrong with the page as it stands, one line a finding. Leaves the page light. */
export async function findings(page, name) {
  const { width } = page.viewportSize();
  await page.evaluate(AXE);
  const found = await run(page, `${name}, ${width} px`, false);
  found.push(...(await doubles(page)).map((id) => `${name}, ${width} px: two elements have the id ${id}`));
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (beyond > 0) found.push(`${name}, ${width} px: ${beyond} px too wide, first by ${await widest(page)}`);
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await run(page, `${name}, ${width} px, dark`, true)));
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

async function run(page, where, coloursOnly) {
  const violations = await page.evaluate(
    async ({ wanted, unwanted, category }) => {
      const { axe } = window;
      const rules = axe
        .getRules(wanted)
        .filter(({ tags }) => !unwanted.some((tag) => tags.includes(tag)))
        .filter(({ tags }) => !category || tags.includes(category));
      const values = rules.map(({ ruleId }) => ruleId);
      const result = await axe.run(document, {
        runOnly: { type: "rule", values },
        resultTypes: ["violations"],
        preload: false,
      });
      return result.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(" "), failureSummary })),
      }));
    },
    { wanted: TAGS, unwanted: UNRIPE, category: coloursOnly ? COLOUR : null },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary.split("\n").slice(1).join(" ").trim().replace(/\s+/g, " ");
      return `${where}: ${id} at ${target} (${help}: ${why})`;
    }),
  );
}

/** Ids that are not unique: a label or a link may lead to the wrong one. axe no longer minds. */
function doubles(page) {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  });
}

/** The element that reaches farthest to the right. */
function widest(page) {
  return page.evaluate(() => {
    const right = (element) => element.getBoundingClientRect().right;
    const [first] = [...document.body.querySelectorAll("*")].sort((a, b) => right(b) - right(a));
    return first.outerHTML.slice(0, 160);
  });
}
