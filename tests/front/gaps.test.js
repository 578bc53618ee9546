import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gaps } from "../../home/static/home/js/gaps.js";

describe("changes of a strand", () => {
  it("advance one after another", () => {
    const known = gaps([["7", 3]]);
    assert.equal(known.advance("7", 4), true);
    assert.equal(known.advance("7", 5), true);
    assert.equal(known.last("7"), 5);
  });

  it("stay behind a gap until it is filled", () => {
    const known = gaps([["7", 3]]);
    assert.equal(known.advance("7", 5), false);
    assert.equal(known.advance("7", 6), false);
    assert.equal(known.last("7"), 3);
    assert.equal(known.advance("7", 4), true);
    assert.equal(known.last("7"), 6);
  });

  it("may come doubled and late", () => {
    const known = gaps([["7", 3]]);
    for (const change of [4, 4, 2, 4]) assert.equal(known.advance("7", change), true);
    assert.equal(known.last("7"), 4);
  });

  it("are all known up to what an answer told, and what it told is forgotten", () => {
    const known = gaps([["7", 3]]);
    known.advance("7", 9);
    assert.equal(known.reach("7", 6), false);
    assert.equal(known.reach("7", 8), true);
    assert.equal(known.last("7"), 9);
    assert.equal(known.reach("7", 0), true);
  });

  it("never go back", () => {
    const known = gaps([["7", 3]]);
    known.reach("7", 1);
    assert.equal(known.last("7"), 3);
  });

  it("are counted for each strand by itself, also for one that begins", () => {
    const known = gaps([["7", 3]]);
    assert.equal(known.has("8"), false);
    known.begin("8");
    assert.equal(known.advance("8", 2), false);
    assert.equal(known.advance("7", 4), true);
    assert.deepEqual(known.strands(), ["7", "8"]);
    assert.equal(known.last("8"), 0);
  });

  it("in any order end at the same", () => {
    const orders = [
      [1, 2, 3, 4],
      [4, 3, 2, 1],
      [2, 4, 1, 3],
      [3, 1, 4, 2, 2, 1],
    ];
    for (const order of orders) {
      const known = gaps([["7", 0]]);
      for (const change of order) known.advance("7", change);
      assert.equal(known.last("7"), 4, `${order}`);
    }
  });
});
