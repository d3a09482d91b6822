import { handleErrors, registerServiceWorker } from "..";
import { shop } from "./shop";

/** `src/hooks.client.ts`. In svelte.config.js: `kit.serviceWorker.register: false`, for it is registered here. */

export const init = (): void => {
  void registerServiceWorker(shop);
};

export const handleError = handleErrors(shop);
