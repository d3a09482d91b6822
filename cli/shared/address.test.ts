import { shownAddress, withShownAddresses } from "./address";

describe("an address that is shown", () => {
  it("leads to where it led, and holds nothing that may be a key", () => {
    expect(shownAddress("https://name:s3cret@api.example.com:8443/api/v3?token=s3cret#s3cret")).toBe(
      "https://api.example.com:8443/api/v3",
    );
    expect(shownAddress("https://api.example.com/")).toBe("https://api.example.com");
    expect(shownAddress("s3cret")).toBe("…");
  });

  it("is so within the words of others", () => {
    const words =
      "fatal: unable to access 'https://name:s3cret@git.example.com/o/r.git/': see ssh://s3cret@host/a?b=s3cret.";
    expect(withShownAddresses(words)).toBe(
      "fatal: unable to access 'https://git.example.com/o/r.git/': see ssh://host/a.",
    );
    expect(withShownAddresses("a b, c: d")).toBe("a b, c: d");
    expect(withShownAddresses("(http://a:[s3cret@b.c), https://… or https://a.b/c)")).toBe(
      "(http://b.c), https://… or https://a.b/c)",
    );
  });
});
