import { join } from "node:path";
import { MOST_BYTES, packageBytes, webVitalsBytes } from "../instrumentation/browser/testing/size";
import type { Figure } from "./figure";
import { ROOT } from "./root";

/** What the shop's pages carry. Bytes, not times: what a telephone makes of them is the storefront's own rows. */
export const measureBrowser = (): readonly Figure[] => {
  const folder = join(ROOT, "instrumentation/browser");
  return [
    {
      name: "browser instrumentation, without the SDKs",
      how: "all exports of `instrumentation/browser`, by esbuild, minified and gzipped",
      unit: "B",
      atMost: MOST_BYTES,
      value: packageBytes(folder),
    },
    {
      name: "the library for web vitals, loaded after consent",
      how: "the five measures of `web-vitals`, in the same way",
      unit: "B",
      atMost: undefined,
      value: webVitalsBytes(folder),
    },
  ];
};
