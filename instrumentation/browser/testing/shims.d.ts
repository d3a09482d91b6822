declare module "*.svelte" {
  import type { Component } from "svelte";
  const component: Component<{ data: unknown }>;
  export default component;
}

/** What SvelteKit declares of itself, as far as the example uses it: https://svelte.dev/docs/kit/$app-navigation and its neighbours. */

declare module "$env/dynamic/public" {
  export const env: Readonly<Record<`PUBLIC_${string}`, string | undefined>>;
}

declare module "$app/environment" {
  export const version: string;
}
