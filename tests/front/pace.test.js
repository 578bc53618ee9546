import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { backoff, inTurn, rest } from "../../home/static/home/js/pace.js";

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

describe("saying one thing after the other", () => {
  const speaker = () => {
    const [said, later] = [[], []];
    const speak = inTurn(
      (words) => said.push(words),
      1500,
      (next) => later.push(next),
    );
    return { said, speak, wait: () => later.shift()?.() };
  };

  it("says the first at once, and nothing over it", () => {
    const { said, speak, wait } = speaker();
    speak("2 similar problems");
    speak("Draft kept");
    assert.deepEqual(said, ["2 similar problems"]);
    wait();
    assert.deepEqual(said, ["2 similar problems", "Draft kept"]);
  });
  it("does not say twice what still waits, and says again what was said", () => {
    const { said, speak, wait } = speaker();
    for (const words of ["a", "b", "b"]) speak(words);
    for (let n = 0; n < 3; n += 1) wait();
    speak("a");
    assert.deepEqual(said, ["a", "b", "a"]);
  });
  it("says nothing where there are no words", () => {
    const { said, speak } = speaker();
    speak("");
    speak(undefined);
    assert.deepEqual(said, []);
  });
});
