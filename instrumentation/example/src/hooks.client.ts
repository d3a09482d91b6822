import { handleErrors, registerServiceWorker } from "@driplo/instrumentation/browser";
import { shop } from "$lib/shop";

/** In svelte.config.js: `kit.serviceWorker.register: false`, for it is registered here. */

export const init = (): void => {
  void registerServiceWorker(shop);
};

export const handleError = handleErrors(shop);
