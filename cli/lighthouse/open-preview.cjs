"use strict";
/**
 * Opens a preview behind Vercel's protection to Lighthouse, by a cookie of the preview's own host. The key itself goes into one request
 * to that host; a header of Lighthouse's settings would go to everybody whose script or image the page asks for, and into the reports.
 * https://vercel.com/docs/deployment-protection/methods-to-bypass-deployment-protection/protection-bypass-automation
 *
 * Lighthouse CI calls it before each page, in the browser that it measures with, and Lighthouse leaves cookies alone:
 * https://github.com/GoogleChrome/lighthouse-ci/blob/main/docs/configuration.md#puppeteerscript
 */
module.exports = async (browser, { url }) => {
  const key = process.env.BYPASS ?? "";
  if (key === "") return;
  const { origin, protocol, hostname } = new URL(url);
  if (protocol !== "https:" && hostname !== "127.0.0.1")
    throw new Error(`${origin}: the key to a preview is not sent in clear; name an address with https`);
  const answer = await fetch(origin, {
    // Where the answer leads, the key does not follow.
    redirect: "manual",
    headers: { "x-vercel-protection-bypass": key, "x-vercel-set-bypass-cookie": "true" },
    signal: AbortSignal.timeout(30_000),
  });
  const cookies = answer.headers.getSetCookie().flatMap(nameAndValue);
  if (cookies.length === 0 && (answer.status === 401 || answer.status === 403))
    throw new Error(
      `${origin} answered ${String(answer.status)} and set no cookie: is VERCEL_AUTOMATION_BYPASS_SECRET its project's?`,
    );
  const page = await browser.newPage();
  // By the address alone, without a domain, a cookie is its host's and no subdomain's.
  await page.setCookie(...cookies.map((cookie) => ({ ...cookie, url: origin, httpOnly: true, sameSite: "Lax" })));
  await page.close();
};

const nameAndValue = (cookie) => {
  const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(cookie) ?? [];
  return name === undefined ? [] : [{ name, value }];
};
