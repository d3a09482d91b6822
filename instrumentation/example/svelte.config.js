import adapter from "@sveltejs/adapter-node";

/** The commit, in the shop: the release in Sentry and the version in Datadog. */
const commit = process.env.VERCEL_GIT_COMMIT_SHA ?? "example";

export default {
  kit: {
    adapter: adapter({ precompress: false }),
    version: { name: commit },
    // The hook registers it, and tells how that went.
    serviceWorker: { register: false },
    // `src/instrumentation.server.ts`: https://svelte.dev/docs/kit/observability
    experimental: { instrumentation: { server: true } },
  },
};
