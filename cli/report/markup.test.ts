import { html } from "./markup";

describe("html", () => {
  it("escapes what is put in, in text and in attributes", () => {
    const hostile = `"><script>alert('1')</script>&amp;`;
    expect(html`<b title="${hostile}">${hostile}</b>`.markup).toBe(
      '<b title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
        "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</b>",
    );
  });

  it("leaves markup of its own as it is, alone and in lists, and nothing where there is nothing", () => {
    const items = ["a", "<"].map((each) => html`<li>${each}</li>`);
    expect(html`<p>${items}${undefined}${html`<li>${1}</li>`}</p>`.markup).toBe(
      "<p><li>a</li><li>&lt;</li><li>1</li></p>",
    );
  });

  it("takes out control characters and keeps line breaks", () => {
    expect(html`${"a\u0000\u001b[31mb\nc\u007f"}`.markup).toBe("a[31mb\nc");
  });
});
