import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { backoff, rest } from "../../home/static/home/js/pace.js";

describe("trying again", () => {
  it("waits twice as long each time, up to the longest", () => {
    assert.deepEqual(
      [0, 1, 2, 3, 9].map((failed) => backoff(failed, 500, 3000, 1)),
      [500, 1000, 2000, 3000, 3000],
    );
  });

  it("is spread: at least half of it, at most all of it", () => {
    assert.equal(backoff(1, 500, 3000, 0), 500);
    for (let n = 0; n < 100; n += 1) {
      const wait = backoff(2, 500, 3000);
      assert.ok(wait >= 1000 && wait <= 2000, `${wait}`);
    }
  });
});

describe("keeping what is typed", () => {
  it("rests after the last key", () => assert.equal(rest(1500, 10000, 8000, 11000), 1500));
  it("does not wait longer than so long after the first", () => assert.equal(rest(1500, 10000, 8000, 17500), 500));
  it("is due at once when it is overdue", () => assert.equal(rest(1500, 10000, 8000, 30000), 0));
});
