import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  around,
  before,
  called,
  code,
  inserted,
  linked,
  plain,
  quotation,
  spaced,
} from "../../home/static/home/js/markdown.js";

/* A text with what is selected in it between brackets ⟦ and ⟧; the cursor is ⟦⟧. */
const text = (marked) => {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  return { value: marked.replace(/[⟦⟧]/g, ""), start, end };
};
const after = (marked, act, ...more) => {
  const given = text(marked);
  const { start, end, words, from, to } = act(given, ...more);
  const value = given.value.slice(0, start) + words + given.value.slice(end);
  return `${value.slice(0, start + from)}⟦${value.slice(start + from, start + to)}⟧${value.slice(start + to)}`;
};
const cases = (act, ...rows) => {
  for (const [given, wanted, ...more] of rows)
    it(`${JSON.stringify(given)} ${more.join(" ")}`, () => assert.equal(after(given, act, ...more), wanted));
};

describe("a sign around words", () => {
  cases(
    around,
    ["a ⟦b⟧ c", "a **⟦b⟧** c", "**", "texte"],
    ["a **⟦b⟧** c", "a ⟦b⟧ c", "**", "texte"],
    ["⟦⟧", "**⟦texte⟧**", "**", "texte"],
    ["⟦a⟧", "*⟦a⟧*", "*", "texte"],
  );
});

describe("a sign before lines", () => {
  cases(
    before,
    ["a⟦⟧b", "> ab⟦⟧", "> "],
    ["> a⟦⟧b", "ab⟦⟧", "> "],
    ["x\na⟦b\nc⟧d\ny", "x\n> ⟦ab\n> cd⟧\ny", "> "],
    ["⟦> a\n> b⟧", "⟦a\nb⟧", "> "],
    ["⟦> a\nb⟧", "> ⟦> a\n> b⟧", "> "],
    ["⟦⟧\nb", "- ⟦⟧\nb", "- "],
    ["a\n⟦⟧", "a\n- ⟦⟧", "- "],
  );
});

describe("a link", () => {
  cases(
    linked,
    ["voir ⟦https://a.be/x⟧", "voir [⟦⟧](https://a.be/x)"],
    ["voir ⟦la page⟧.", "voir [la page](⟦https://⟧)."],
    ["⟦⟧", "[⟦⟧](https://)"],
  );
});

describe("code", () => {
  cases(code, ["⟦a⟧", "`⟦a⟧`", "texte"], ["⟦a\nb⟧", "\n```\n⟦a\nb⟧\n```\n", "texte"], ["⟦⟧", "`⟦texte⟧`", "texte"]);
});

describe("a sign that begins a word", () => {
  cases(
    spaced,
    ["⟦⟧", "@⟦⟧", "@"],
    ["a⟦⟧", "a @⟦⟧", "@"],
    ["a ⟦⟧", "a @⟦⟧", "@"],
    ["(⟦⟧", "(@⟦⟧", "@"],
    ["a\n⟦⟧", "a\n@⟦⟧", "@"],
  );
});

describe("words put in", () => cases(inserted, ["a⟦b⟧c", "aX Y⟦⟧c", "X Y"]));

describe("a quotation", () => {
  it("has the name above it and a sign on every line", () => {
    assert.equal(quotation("**Anne** (Ixelles)", " un \n deux\n"), "> **Anne** (Ixelles)\n>\n> un\n> deux\n\n");
  });
  it("has a name without signs", () => assert.equal(plain(" *An_ne* <b>[x]`\\ "), "Anne bx"));
});

describe("a call", () => {
  const names = (marked) => called(text(marked));
  it("begins a word", () => assert.equal(names("Bonjour @Ann⟦⟧"), "Ann"));
  it("begins the text", () => assert.equal(names("@⟦⟧"), ""));
  it("may have spaces", () => assert.equal(names("@CPAS de⟦⟧ X"), "CPAS de"));
  it("may be marked or in brackets", () =>
    assert.deepEqual(["(@a⟦⟧", "**@a⟦⟧", "_@a⟦⟧", "> @a⟦⟧"].map(names), ["a", "a", "a", "a"]));
  it("is no address", () => assert.equal(names("anne@ixelles⟦⟧"), undefined));
  it("ends with the line", () => assert.equal(names("@anne\nbonjour⟦⟧"), undefined));
  it("is not sought beyond sixty signs", () => assert.equal(names(`@${"a".repeat(61)}⟦⟧`), undefined));
});
