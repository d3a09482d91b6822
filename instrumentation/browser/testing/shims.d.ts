declare module "*.svelte" {
  import type { Component } from "svelte";
  const component: Component<{ data: unknown }>;
  export default component;
}
