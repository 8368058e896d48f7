// The function under test. An invocation without an event (`null`) makes it ready and tells how the operation before
// went; one with the event of a case performs the operation of that case.
//
// It reads the operations from a file: nothing but the case's own event reaches it as input. What an invocation did is
// told by a later one, because the answer of an attacked invocation is the agent's.
"use strict";
const { readFileSync } = require("node:fs");
const state = require("./harmless.cjs");
const ways = require("./ways.cjs");

/** Longer than any operation takes that goes nowhere. */
const PATIENCE = 3000;

const cases = readFileSync(process.env.REPLAY_CASES, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const skipped = [];
const turns = cases.flatMap((one, number) => {
  const found = ways.of(one);
  if (typeof found === "string") skipped.push([number, found]);
  return typeof found === "string" ? [] : Object.entries(found).map(([name, perform]) => ({ number, name, perform }));
});

let turn = 0;
let last = null;
let rested = true;

exports.handler = async (event) => {
  if (event !== null) {
    rested = false;
    last = await outcome(turns[turn++].perform);
    return "done";
  }
  // Right after a case what happens may still be judged against its inputs.
  if (rested) await ways.ready();
  rested = true;
  const { number, name } = turns[turn] ?? {};
  return { turn, last, ready: ways.isReady(), next: turn < turns.length ? { number, name } : null, ...(turn === 0 && { skipped }) };
};

/** `block`, `allow`, or why neither the agent nor a binding had a say. */
async function outcome(perform) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE, new Error("no answer"))));
  state.reached = [];
  state.performing = true;
  const performed = (async () => void (await perform(state)))().catch((reason) => reason);
  const error = await Promise.race([performed, late]);
  state.performing = false;
  clearTimeout(timer);
  const { reached } = state;
  if (isRefusal(error)) return { verdict: "block", error: describe(error), reached };
  if (reached.length > 0) return { verdict: "allow", error: describe(error), reached };
  return { verdict: null, error: describe(error), reached };
}

/** No stand-in fails with these codes, and no code is made in a context that forbids it. */
function isRefusal(error) {
  for (let seen = error, depth = 0; seen && depth < 8; seen = seen.cause, depth++) {
    if (["BucklerBlockedError", "EvalError"].includes(seen.name) || ["EACCES", "ENOTFOUND"].includes(seen.code)) return true;
  }
  return false;
}

function describe(error) {
  if (error === undefined) return "";
  const { code, name, message, cause } = error;
  return `${code ?? name}: ${message}${cause ? ` (${describe(cause)})` : ""}`.slice(0, 300);
}
