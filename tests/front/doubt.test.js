import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { doubtful, telling, withheld } from "../../home/static/home/js/doubt.js";

describe("text that is sent to be checked", () => {
  for (const text of [
    "85.07.30-033.28",
    "a@b.be",
    "a＠b",
    "jan at example",
    "anne arob exemple",
    "jan apenstaartje",
    "1",
    "a&#64;b",
  ])
    it(`is ${text}`, () => assert.equal(telling(text), true));
  for (const text of ["", "Le lien ne marche plus", "patience", "chat"])
    it(`is not “${text}”`, () => assert.equal(telling(text), false));
});

describe("text that is not kept before the check has spoken", () => {
  for (const text of ["85.07.30-033.28", "BE68 5390 0754 7034", "0470 12 34 56", "jan@example.org", "٠١٢٣٤٥٦٧"])
    it(`is ${text}`, () => assert.equal(doubtful(text), true));
  for (const text of ["CO-2026-12", "en 2025 et 2026a", "1234567", "12 mois, 34 cas par an, 2026"])
    it(`is not ${text}`, () => assert.equal(doubtful(text), false));
});

describe("a guarded field", () => {
  it("is withheld when it is personal", () => assert.equal(withheld("personal", "rien"), true));
  it("is kept when it is clean, whatever it looks like", () => assert.equal(withheld("clean", "0470 12 34 56"), false));
  it("is withheld when nobody has looked and it is doubtful", () => assert.equal(withheld(undefined, "a@b"), true));
  it("is kept when nobody has looked and it is harmless", () => assert.equal(withheld(undefined, "rien"), false));
});
