import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Debian's, and Ubuntu's where it is no snap. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const NO_CHROMIUM = "no Chromium at /usr/bin/chromium";

const found = (): string | undefined => PLACES.find((path) => existsSync(path));

export const chromiumPath = (): string => found() ?? "";

export const hasChromium = (): boolean => found() !== undefined;

/**
 * A suite that needs a real Chromium. Without it the suite is skipped by name on a developer's machine and fails in CI, where a
 * suite that silently does not run would be worth nothing.
 */
export const describeWithChromium = (name: string, suite: () => void): void => {
  if (hasChromium()) describe(name, suite);
  else if (process.env["CI"] === "true") describe(name, failWithoutChromium);
  else describe.skip(`${name} (${NO_CHROMIUM})`, suite);
};

const failWithoutChromium = (): void => {
  it("runs with Chromium", () => {
    throw new Error(`${NO_CHROMIUM}: CI must install it, on Debian with the package chromium`);
  });
};

/**
 * How long a page is waited for: a machine may be slow, and what never comes is told by its name before jest ends the test
 * (`testTimeout` in jest.config.mjs).
 */
const PATIENCE = 600_000;

/** Root, as in a container, gets no sandbox from Chromium; the page is our own, and fetches nothing. */
export const launchChromium = async (): Promise<Browser> => {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    timeout: PATIENCE,
  });
  return browser.on("context", (context) => {
    context.setDefaultTimeout(PATIENCE);
  });
};
