import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Consent } from "../sink";
import type { Variables } from "../variables";
import { buildPage } from "./build";
import { variables } from "./variables";
import { startServer, type ShopServer } from "./server";

/** The example in a browser, and the server that it talks to. */

export const nothing: Consent = { measurement: false, analytics: false, replay: false };
export const measured: Consent = { ...nothing, measurement: true };
export const everything: Consent = { measurement: true, analytics: true, replay: true };

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** This visit's alone: what another page sends late, as pages do when they go, is sent to another address. */
  readonly server: ShopServer;
  /** What was sent to an address of the server. */
  readonly sentTo: (path: string) => readonly string[];
  /** Errors that reached the page. */
  readonly errors: readonly string[];
  /** Addresses elsewhere that were asked for; each is answered with an empty script. */
  readonly elsewhere: readonly string[];
}

export interface VisitOptions {
  readonly granted: Consent;
  readonly env?: Variables;
  readonly path?: string;
  readonly account?: string;
  /** Before the page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

export interface Shop {
  readonly visit: (options: VisitOptions) => Promise<Visit>;
  /** Ends every page. */
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openShop = async (launch: () => Promise<Browser>): Promise<Shop> => {
  const [files, browser] = await Promise.all([buildPage(), launch()]);
  const contexts: BrowserContext[] = [];
  // Closed at the very end, so that no address is given twice.
  const servers: ShopServer[] = [];

  const visit = async ({
    granted,
    env = variables,
    path = "/products/17",
    account,
    prepare,
  }: VisitOptions): Promise<Visit> => {
    const server = await startServer(files);
    servers.push(server);
    const context = await browser.newContext();
    contexts.push(context);
    const errors: string[] = [];
    const elsewhere: string[] = [];
    await context.route(
      (url) => url.origin !== server.address,
      (route) => {
        elsewhere.push(route.request().url());
        return route.fulfill({ contentType: "text/javascript", body: "" });
      },
    );
    await prepare?.(context);
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(error.message));
    await page.addInitScript(
      (given) => {
        Object.assign(window, given);
      },
      { kit: { env, version: "abc123" }, granted, account },
    );
    await page.goto(`${server.address}${path}`);
    await page.waitForFunction(() => "test" in window);
    const sentTo = (start: string): readonly string[] =>
      server.requests.filter((sent) => sent.path.startsWith(start)).map(({ body }) => body);
    return { page, context, server, sentTo, errors, elsewhere };
  };

  return {
    visit,
    leave: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
};
