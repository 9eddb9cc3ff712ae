// axe finds nothing, and nothing scrolls sideways: every page, every role, every width, light and dark.
import { expect, test } from "../support/test.mjs";
import { findings } from "../support/axe.mjs";
import { heading } from "../support/steps.mjs";
import { ROLES, pagesOf } from "../support/pages.mjs";
import { STATES } from "../support/states.mjs";

const WIDTHS = [320, 768, 1280];

test.describe("accessibility", { tag: "@javascript" }, () => {
  test.setTimeout(300_000);

  for (const width of WIDTHS) {
    for (const { role, firstName } of ROLES) {
      test(`${role} at ${width} px`, async ({ visit }) => {
        const page = await visit(firstName, { viewport: { width, height: 800 }, reducedMotion: "reduce" });
        const found = [];
        for (const [name, path] of pagesOf(role)) {
          await page.goto(path);
          await expect(heading(page), name).toHaveCount(1);
          found.push(...(await findings(page, name)));
        }
        for (const [name, reach] of STATES[role]) {
          await reach(page);
          found.push(...(await findings(page, name)));
        }
        expect(found).toEqual([]);
      });
    }
  }
});
