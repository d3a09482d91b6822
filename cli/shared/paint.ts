import { styleText } from "node:util";
import { visibleLines } from "../../monitors/model/visible";
import type { Diagnostic } from "../../monitors/plan/diagnostic";

/** Colour, on a terminal only; a file, a pipe and NO_COLOR get plain text. */
export interface Paint {
  readonly title: (text: string) => string;
  readonly critical: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const plain = (text: string): string => text;

export const paintFor = (stream: { readonly isTTY?: boolean }): Paint =>
  stream.isTTY && process.env["NO_COLOR"] === undefined
    ? {
        title: (text) => styleText("bold", text),
        critical: (text) => styleText("red", text),
        warning: (text) => styleText("yellow", text),
        quiet: (text) => styleText("dim", text),
      }
    : { title: plain, critical: plain, warning: plain, quiet: plain };

/** What others wrote is shown whole, and does nothing to the terminal; our own colours stay where `paintFor` has made some. */
export const printable = (text: string, stream: { readonly isTTY?: boolean } = process.stdout): string =>
  visibleLines(text, stream.isTTY === true);

export const paintDiagnostic = (paint: Paint, { severity }: Diagnostic, text: string): string =>
  severity === "error" ? paint.critical(text) : paint.warning(text);
