/**
 * HTML by tagged templates. What is put in is escaped unless it is markup already, and markup comes from `html` alone, so that no
 * text of the catalogue or of a vendor can become an element or end an attribute. Attributes are always written in double quotes.
 */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[] | undefined;

export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({
  markup: parts.map((part, index) => `${part}${toMarkup(pieces[index])}`).join(""),
});

const toMarkup = (piece: Piece): string => {
  if (piece === undefined) return "";
  if (typeof piece === "string" || typeof piece === "number") return escapeText(String(piece));
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
};

/** For text and for attributes in double quotes. Control characters, which HTML has no place for, are taken out. */
export const escapeText = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? "");

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
