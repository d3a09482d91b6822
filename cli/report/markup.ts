import { escapeMarkup } from "../../monitors/model/markup";

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
  if (typeof piece === "string" || typeof piece === "number") return escapeMarkup(String(piece));
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
};
