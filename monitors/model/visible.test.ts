import { unseenIn, visible, visibleLines } from "./visible";

const OVERRIDE = "\u202e";
const ESCAPE = "\u001b";

describe("text of others", () => {
  it.each([
    ["a right-to-left override", `pay${OVERRIDE}lla`, "pay\\u202ella"],
    ["an escape of the terminal", `${ESCAPE}[2Jgone`, "\\u001b[2Jgone"],
    ["the other introducer of such a sequence", "\u009b2J", "\\u009b2J"],
    ["a line's end and a return", "one\r\ntwo", "one\\u000d\\u000atwo"],
    ["a separator of lines", "one\u2028two", "one\\u2028two"],
    ["no width", "ad\u200bmin", "ad\\u200bmin"],
    ["a letter of the tags, beyond the first plane", "a\u{e0041}b", "a\\udb40\\udc41b"],
    ["half a pair", "a\ud800b", "a\\ud800b"],
    ["nothing of the kind", "Déjà vu – 5\u00a0% 🚀", "Déjà vu – 5\u00a0% 🚀"],
  ])("shows %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(visible(shown)).toBe(shown);
  });

  it("names each of them once", () => {
    expect(unseenIn(`a${OVERRIDE}b${OVERRIDE}c\u0007`)).toEqual(["\\u202e", "\\u0007"]);
    expect(unseenIn("plain")).toEqual([]);
  });
});

describe("what is printed", () => {
  it("keeps its own lines, and shows the rest", () => {
    expect(visibleLines(`one\n\ttwo${OVERRIDE}\r`)).toBe("one\n\ttwo\\u202e\\u000d");
  });

  it("keeps colours on a terminal alone, and no other sequence there", () => {
    const painted = `${ESCAPE}[31mred${ESCAPE}[39m ${ESCAPE}[8mhidden${ESCAPE}[2J`;
    expect(visibleLines(painted, true)).toBe(`${ESCAPE}[31mred${ESCAPE}[39m \\u001b[8mhidden\\u001b[2J`);
    expect(visibleLines(painted)).not.toContain(ESCAPE);
  });

  it("leaves JSON the same data", () => {
    const data = { name: `a${OVERRIDE}\u007f\u{e0041}`, lines: "one\ntwo" };
    const shown = visibleLines(JSON.stringify(data, null, 2));
    expect(JSON.parse(shown)).toEqual(data);
    expect(unseenIn(shown)).toEqual(["\\u000a"]);
  });
});
