import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  fitting,
  inside,
  LEAST,
  pixels,
  pushed,
  spanned,
  squares,
  start,
  under,
} from "../../home/static/home/js/covers.js";

const near = (found, wanted) =>
  found.forEach((part, i) => assert.ok(Math.abs(part - wanted[i]) < 1e-9, `${found} ≠ ${wanted}`));

describe("a cover", () => {
  it("stays within the image", () => {
    near(inside([0.9, -0.2, 0.3, 0.2]), [0.7, 0, 0.3, 0.2]);
    near(inside([-1, 2, 5, 0.5]), [0, 0.5, 1, 0.5]);
  });

  it("is never too small to be seen", () => near(inside([0.5, 0.5, 0, -3]), [0.5, 0.5, LEAST, LEAST]));

  it("is the same whichever way it was drawn", () => {
    const corners = [
      [0.1, 0.2],
      [0.4, 0.6],
    ];
    near(spanned(...corners), [0.1, 0.2, 0.3, 0.4]);
    near(spanned(...[...corners].reverse()), [0.1, 0.2, 0.3, 0.4]);
    near(spanned([0.4, 0.2], [0.1, 0.6]), [0.1, 0.2, 0.3, 0.4]);
  });

  it("is found under the pointer, the last drawn first", () => {
    const covers = [
      [0, 0, 0.5, 0.5],
      [0.25, 0.25, 0.5, 0.5],
    ];
    assert.equal(under(covers, [0.3, 0.3]), 1);
    assert.equal(under(covers, [0.1, 0.1]), 0);
    assert.equal(under(covers, [0.5, 0.5]), 1);
    assert.equal(under(covers, [0.9, 0.1]), -1);
    assert.equal(under([], [0.5, 0.5]), -1);
  });

  it("stands beside the one before it", () => {
    near(start(0), [0.35, 0.4, 0.3, 0.2]);
    near(start(1), [0.38, 0.43, 0.3, 0.2]);
    near(start(8), start(0));
    for (let n = 0; n < 20; n += 1) near(inside(start(n)), start(n));
  });

  it("is moved and resized by arrows, and by no other key", () => {
    const cover = [0.5, 0.5, 0.2, 0.2];
    near(pushed(cover, "ArrowLeft"), [0.48, 0.5, 0.2, 0.2]);
    near(pushed(cover, "ArrowDown", { fine: true }), [0.5, 0.505, 0.2, 0.2]);
    near(pushed(cover, "ArrowUp", { resize: true }), [0.5, 0.5, 0.2, 0.18]);
    assert.equal(pushed(cover, "Enter"), undefined);
  });
});

describe("painted on a canvas", () => {
  it("a cover hides every pixel it touches", () => {
    assert.deepEqual(pixels([0.101, 0.101, 0.1, 0.1], 100, 50), [10, 5, 11, 6]);
    assert.deepEqual(pixels([0, 0, 1, 1], 640, 480), [0, 0, 640, 480]);
  });

  it("a cover never leaves out an edge, at any size of the image", () => {
    for (const width of [1, 3, 97, 1000, 4031]) {
      const [left, , wide] = pixels([1 / 3, 0, 1 / 7, 1], width, 10);
      assert.ok(left <= width / 3 && left + wide >= width / 3 + width / 7 - 1e-9, `${width}`);
    }
  });

  it("no more than four squares are left of what was there", () => {
    assert.deepEqual(squares(100, 100), [4, 4]);
    assert.deepEqual(squares(400, 100), [4, 1]);
    assert.deepEqual(squares(100, 200), [2, 4]);
    assert.deepEqual(squares(1, 1000), [1, 4]);
  });

  it("an image is made smaller where it has too many pixels, never larger", () => {
    assert.equal(fitting(1000, 1000, 250000), 0.5);
    assert.equal(fitting(10, 10, 250000), 1);
  });
});
