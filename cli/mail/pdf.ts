import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { CommandError } from "../shared/exit";
import { writeWhole } from "../shared/write-whole";

/** As Debian, GitHub's runners and macOS have it on PATH. */
const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];

const findChromium = ({ CHROME, PATH = "" }: Readonly<Record<string, string | undefined>>): string | undefined =>
  (CHROME === "" ? undefined : CHROME) ??
  PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(existsSync);

const TIMEOUT = 120_000;

/** The page as Chromium prints it. @throws CommandError where there is no Chromium, or it prints nothing */
export const printPdf = async (
  page: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Buffer> => {
  const program = findChromium(variables);
  if (program === undefined)
    throw new CommandError(
      "usage",
      "no Chromium on PATH prints the PDF: install it, name it in CHROME, or say --no-pdf",
    );
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  try {
    const [from, to] = [join(folder, "page.html"), join(folder, "page.pdf")];
    writeWhole("the report's page", from, page);
    const failure = await run(program, [...flags(folder), `--print-to-pdf=${to}`, `file://${from}`], folder);
    if (!existsSync(to))
      throw new CommandError("failed", `Chromium printed no PDF${failure}: see whether it starts on this machine`);
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** https://developer.chrome.com/docs/automation/headless (flags); root, as in a container, gets no sandbox, and the page runs nothing. */
const flags = (folder: string): readonly string[] => [
  "--headless",
  "--disable-gpu",
  "--no-pdf-header-footer",
  `--user-data-dir=${join(folder, "profile")}`,
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** Without our keys: a browser has no use for them. */
const run = (program: string, args: readonly string[], home: string): Promise<string> =>
  new Promise((done) => {
    const { PATH, LANG } = process.env;
    execFile(program, args, { timeout: TIMEOUT, env: { PATH, LANG, HOME: home } }, (error) => {
      done(error === null ? "" : ` (${String(error.code ?? error.signal ?? "it failed")})`);
    });
  });
