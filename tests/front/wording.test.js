import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filled, kind, people, weight } from "../../home/static/home/js/wording.js";

/* Spaces that do not break are still spaces to the reader. */
const spaced = (text) => text.replace(/\s/g, " ");

describe("a sentence with facts", () => {
  it("holds them where they are named", () => assert.equal(filled("{n} sur {most}", { n: 0, most: 5 }), "0 sur 5"));
  it("keeps what it has no fact for", () => assert.equal(filled("{n} {other}", { n: 1 }), "1 {other}"));
  it("is empty where the page has no words", () => assert.equal(filled(undefined, { n: 1 }), ""));
  it("takes a fact as it is", () => assert.equal(filled("{who}", { who: "$& {n}" }), "$& {n}"));
  it("is of the same kind at another time", () => assert.equal(kind("Gardé à 10:04"), kind("Gardé à 9:15")));
  it("is of another kind with other words", () => assert.notEqual(kind("Gardé à 10:04"), kind("Pas gardé")));
});

describe("the weight of a file", () => {
  it("is at least one kilobyte", () => assert.equal(spaced(weight(3, "fr")), "1 ko"));
  it("is said in whole kilobytes", () => assert.equal(spaced(weight(200 * 1024, "nl")), "200 kB"));
  it("is said in megabytes from a million bytes", () => assert.equal(spaced(weight(1e6, "fr")), "1 Mo"));
  it("has one decimal, as the language writes it", () => {
    assert.equal(spaced(weight(2.5 * 1024 ** 2, "fr")), "2,5 Mo");
    assert.equal(spaced(weight(2.54 * 1024 ** 2, "nl")), "2,5 MB");
  });
});

describe("people who are there", () => {
  it("are named", () =>
    assert.equal(people("Lisent : {who}", ["Anne", "Bert"], 2, "et {n} autres"), "Lisent : Anne, Bert"));
  it("are counted where they are many", () =>
    assert.equal(people("{who}", ["Anne"], 4, "et {n} autres"), "Anne et 3 autres"));
  it("are not spoken of where nobody is named", () => assert.equal(people("{who}", [], 3, "et {n}"), ""));
  it("are not spoken of without words", () => assert.equal(people(undefined, ["Anne"], 1, ""), ""));
  it("keep their names as they are", () => assert.equal(people("{who}", ["A$&B"], 1, ""), "A$&B"));
});
