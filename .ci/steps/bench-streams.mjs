// bench-streams.mjs URL COOKIES EACH: opens the stream of notices EACH times for every line of the file COOKIES, says how
// many are open as soon as all have said something, and holds them until it is ended.
import { readFileSync } from "node:fs";
import http from "node:http";

const [url, cookies, each] = process.argv.slice(2);
const agent = new http.Agent({ maxSockets: Infinity });

const listen = (cookie) =>
  new Promise((heard, fail) => {
    const headers = { Cookie: cookie, Accept: "text/event-stream" };
    http
      .get(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) fail(new Error(`${response.statusCode} instead of a stream`));
        response.once("data", heard);
        response.on("end", () => fail(new Error("a stream has ended")));
      })
      .on("error", fail);
  });

const lines = readFileSync(cookies, "utf8").trim().split("\n");
const open = lines.flatMap((cookie) => Array.from({ length: Number(each) }, () => listen(cookie)));
await Promise.all(open);
console.log(open.length);
setInterval(() => {}, 60_000);
