import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newer, order } from "../../home/static/home/js/posts.js";

const post = (at, number, change = number) => ({ dataset: { at, number: `${number}`, change: `${change}` } });

describe("posts of several strands", () => {
  it("stand in the order of their moments", () => {
    const posts = [post("2026-01-02T10:00:00", 1), post("2026-01-01T23:59:59", 9), post("2026-01-02T09:00:00", 2)];
    assert.deepEqual(
      posts.sort(order).map((one) => one.dataset.number),
      ["9", "2", "1"],
    );
  });

  it("of one moment stand by number, counted and not spelt", () => {
    const posts = [post("2026-01-01", 10), post("2026-01-01", 9), post("2026-01-01", 100)];
    assert.deepEqual(
      posts.sort(order).map((one) => one.dataset.number),
      ["9", "10", "100"],
    );
  });

  it("are replaced by what was heard later only", () => {
    assert.equal(newer(post("", 1, 10), post("", 1, 9)), true);
    assert.equal(newer(post("", 1, 9), post("", 1, 9)), false);
    assert.equal(newer(post("", 1, 9), post("", 1, 10)), false);
  });
});
