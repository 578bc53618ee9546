import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { after, keepMine } from "../../home/static/home/js/clash.js";

describe("one draft in two windows", () => {
  const known = { version: "a", held: false };

  it("goes on from what was kept", () =>
    assert.deepEqual(after(known, { state: "kept", version: "b" }), { version: "b", held: false }));
  it("waits for a choice where another window kept something else, and has not read it yet", () =>
    assert.deepEqual(after(known, { state: "other", version: "z" }), { version: "a", held: true, theirs: "z" }));
  it("keeps its own once the other was seen", () =>
    assert.deepEqual(keepMine(after(known, { state: "other", version: "z" })), { version: "z", held: false }));
  it("holds nothing back where nothing was kept, or the draft is gone", () => {
    for (const state of ["empty", "gone", "filed"]) assert.deepEqual(after(known, { state }), known);
  });
});
