// Looks over the shoulder of a browser: console, content security policy, foreign addresses, dialogs.

export class Watch {
  problems = [];
  #origin;
  #documents = new Set();
  #refusals = [];
  #mayLeave = false;

  constructor(origin) {
    this.#origin = origin;
  }

  /** Addresses that a test has answered with an error on purpose. */
  expectRefusal(pattern) {
    this.#refusals.push(pattern);
  }

  /** A page that asks whether to leave it is left: its text is at stake, which the test looks after. */
  expectLeaving() {
    this.#mayLeave = true;
  }

  follow(context) {
    context.on("request", (request) => this.#request(request));
    context.on("console", (message) => this.#message(message));
    context.on("weberror", (error) => this.problems.push(`uncaught: ${error.error()}`));
    context.on("dialog", (dialog) => {
      if (this.#mayLeave && dialog.type() === "beforeunload") return dialog.accept();
      this.problems.push(`dialog on ${dialog.page()?.url()}: ${dialog.message()}`);
      return dialog.dismiss();
    });
  }

  #request(request) {
    const url = new URL(request.url());
    if (request.isNavigationRequest()) this.#documents.add(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== this.#origin) {
      this.problems.push(`request to ${request.url()}`);
    }
  }

  #message(message) {
    if (!["error", "warning"].includes(message.type())) return;
    const { url } = message.location();
    // a page of ours with status 404, 422 … is what some tests ask for; a missing style sheet is not
    const expected = this.#documents.has(url.split("#")[0]) || this.#refusals.some((pattern) => pattern.test(url));
    const refusedPage = message.text().startsWith("Failed to load resource") && expected;
    if (!refusedPage) this.problems.push(`console on ${url}: ${message.text()}`);
  }
}
