/** For text and for attributes in quotes, of HTML and of SVG. Control characters, for which neither has a place, are taken out. */
export const escapeMarkup = (text: string): string =>
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

/** A length or a place in a picture, to a tenth. */
export const tenths = (value: number): string => String(Math.round(value * 10) / 10);
