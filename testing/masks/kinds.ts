import type { Kind } from "../../instrumentation/mask-rules";
import type { Examples } from "./examples";
import { kindsOfPersons } from "./kinds-of-persons";
import { kindsOfSecrets } from "./kinds-of-secrets";

/** What every mask is held to, the browser's, the server's and the log store's: a kind without examples does not compile. */
export const kinds: Readonly<Record<Kind, Examples>> = { ...kindsOfSecrets, ...kindsOfPersons };
