/** The shop's own. What matters here is that it is registered by the hook, and that the hook tells how it went. */
addEventListener("fetch", () => undefined);
